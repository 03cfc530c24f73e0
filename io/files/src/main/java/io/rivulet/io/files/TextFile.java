package io.rivulet.io.files;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.connect.Guarantee;
import io.rivulet.runtime.connect.Source;
import io.rivulet.runtime.connect.SourcePartition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The lines of text files, without their ends (LF or CR LF); empty lines are lines.
 *
 * <p><b>Partition.</b> One file. A path may be a file, a directory, a pattern such as {@code logs/*.gz}, or {@link StandardInput#PATH}; see the package.
 * <p><b>Position.</b> The byte and the line at which the next line starts.
 * <p><b>Replay.</b> Exact, as long as the files do not change; standard input cannot be replayed.
 * <p><b>Bad input.</b> Lines that are longer than allowed or not UTF-8 are rejected, and reading goes on behind them.
 *
 * <pre>{@code
 * flow.input("log", TextFile.of(Path.of("logs")).comment("#"));
 * }</pre>
 */
public final class TextFile implements Source<String, FilePosition> {

    private final FileSet files;
    private final LineOptions options;

    private TextFile(FileSet files, LineOptions options) {
        this.files = files;
        this.options = options;
    }

    /** The lines of a file, a directory or a pattern. */
    public static TextFile of(Path path) {
        return of(List.of(path));
    }

    /** The lines of several of them. */
    public static TextFile of(List<Path> paths) {
        return new TextFile(FileSet.of(paths), LineOptions.DEFAULTS);
    }

    /** Lines that begin so are left out. */
    public TextFile comment(String prefix) {
        return new TextFile(files, options.withComment(prefix));
    }

    /** The longest line, in bytes; 1 MiB unless said. */
    public TextFile maxLineBytes(int most) {
        return new TextFile(files, options.withMaxLineBytes(most));
    }

    /** Leaves out that many lines at the start of each file. */
    public TextFile skipLines(int count) {
        return new TextFile(files, options.withSkipLines(count));
    }

    @Override
    public List<String> partitions() throws IOException {
        return files.names();
    }

    @Override
    public SourcePartition<String, FilePosition> open(String partition, Optional<FilePosition> position)
            throws IOException {
        return FilePartition.open(
                partition,
                position,
                options,
                new LineReader<>(
                        (bytes, from, to) -> new String(bytes, from, to - from, StandardCharsets.UTF_8), false));
    }

    @Override
    public Guarantee guarantee() {
        return files.guarantee();
    }

    @Override
    public StateCodec<FilePosition> positionCodec() {
        return FilePosition.CODEC;
    }

    @Override
    public String toString() {
        return "TextFile(" + files + ")";
    }
}
