package io.rivulet.io.files;

import io.rivulet.runtime.connect.SourceOutput;
import io.rivulet.runtime.connect.SourcePartition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** One file, open: asks a reader for record after record, and adds the file's name and the place to what goes wrong with the file itself. */
final class FilePartition<T> implements SourcePartition<T, FilePosition> {

    private final String name;
    private final RecordReader<T> reader;
    private final LineScanner lines;
    private boolean started;

    private FilePartition(String name, RecordReader<T> reader, LineScanner lines, boolean started) {
        this.name = name;
        this.reader = reader;
        this.lines = lines;
        this.started = started;
    }

    static <T> FilePartition<T> open(
            String name, Optional<FilePosition> position, LineOptions options, RecordReader<T> reader)
            throws IOException {
        Path path = Path.of(name);
        FilePosition from = position.orElse(FilePosition.START);
        boolean resumes = from.offset() > 0;
        if (StandardInput.is(path)) {
            if (resumes) {
                throw new IOException("standard input cannot be read again from byte " + from.offset());
            }
            return new FilePartition<>(
                    "standard input", reader, new LineScanner("standard input", StandardInput.open(), options), false);
        }
        try {
            LineScanner lines = new LineScanner(name, ByteWindow.open(path), options);
            return resumes ? resumed(name, path, from, reader, lines) : new FilePartition<>(name, reader, lines, false);
        } catch (IOException e) {
            throw new IOException("cannot open " + name + ": " + FileSet.reason(e), e);
        }
    }

    private static <T> FilePartition<T> resumed(
            String name, Path path, FilePosition from, RecordReader<T> reader, LineScanner atStart) throws IOException {
        LineOptions options = atStart.options;
        try (atStart) {
            if (reader.start(atStart) == RecordReader.Step.DONE
                    && from.offset() < atStart.position().offset()) {
                throw new IOException("no record starts at byte " + from.offset() + "; was the file changed?");
            }
        }
        ByteWindow window = ByteWindow.open(path, from.offset());
        return new FilePartition<>(name, reader, new LineScanner(name, window, options, from.line()), true);
    }

    @Override
    public Poll poll(SourceOutput<T> out, int max) throws IOException {
        try {
            if (!started) {
                RecordReader.Step step = reader.start(lines);
                if (step != RecordReader.Step.DONE) {
                    return step == RecordReader.Step.LATER ? Poll.IDLE : Poll.END;
                }
                started = true;
            }
            for (int i = 0; i < max; i++) {
                RecordReader.Step step = reader.next(lines, out);
                if (step != RecordReader.Step.DONE) {
                    return step == RecordReader.Step.LATER ? Poll.IDLE : Poll.END;
                }
            }
            return Poll.MORE;
        } catch (IOException e) {
            throw new IOException(
                    "cannot read " + name + " further than line " + lines.line + ", byte "
                            + lines.position().offset() + ": " + FileSet.reason(e),
                    e);
        }
    }

    @Override
    public FilePosition position() {
        return started ? lines.position() : FilePosition.START;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
