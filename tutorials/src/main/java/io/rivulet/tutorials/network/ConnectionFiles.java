package io.rivulet.tutorials.network;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.io.files.FilePosition;
import io.rivulet.io.files.TextFile;
import io.rivulet.runtime.connect.BadInput;
import io.rivulet.runtime.connect.Source;
import io.rivulet.runtime.connect.SourceOutput;
import io.rivulet.runtime.connect.SourcePartition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Connections recorded in files, plain or gzip.
 *
 * <p><b>Partition.</b> One file.
 * <p><b>Position.</b> The line that comes next, as {@link TextFile} counts it.
 * <p><b>Replay.</b> Exact, as long as the files do not change; a format with a header reads that first.
 * <p><b>Bad input.</b> A line that is no connection is rejected with file and line; reading goes on. A header that does not name the columns ends the job.
 */
final class ConnectionFiles implements Source<Connection, FilePosition> {

    private final TextFile files;
    private final ConnectionFormat format;

    private ConnectionFiles(TextFile files, ConnectionFormat format) {
        this.files = files;
        this.format = format;
    }

    static ConnectionFiles of(List<Path> paths, ConnectionFormat format) {
        return new ConnectionFiles(TextFile.of(paths), format);
    }

    @Override
    public List<String> partitions() throws IOException {
        return files.partitions();
    }

    @Override
    public SourcePartition<Connection, FilePosition> open(String partition, Optional<FilePosition> position)
            throws IOException {
        Function<String, Optional<Connection>> parser = format.parser();
        if (position.isPresent() && format.hasHeader()) {
            readHeader(partition, position.get(), parser);
        }
        return new Partition(partition, files.open(partition, position), parser);
    }

    /** Shows the parser the lines before the first connection, or before the position if that comes earlier. */
    private void readHeader(String partition, FilePosition upTo, Function<String, Optional<Connection>> parser)
            throws IOException {
        Header header = new Header(parser);
        try (SourcePartition<String, FilePosition> lines = files.open(partition, Optional.empty())) {
            SourcePartition.Poll poll = SourcePartition.Poll.MORE;
            while (poll != SourcePartition.Poll.END
                    && !header.passed
                    && lines.position().offset() < upTo.offset()) {
                poll = lines.poll(header, 1);
            }
        }
    }

    @Override
    public StateCodec<FilePosition> positionCodec() {
        return FilePosition.CODEC;
    }

    @Override
    public String toString() {
        return "ConnectionFiles(" + format.id() + ", " + files + ")";
    }

    private static final class Header implements SourceOutput<String> {

        private final Function<String, Optional<Connection>> parser;
        private boolean passed;

        Header(Function<String, Optional<Connection>> parser) {
            this.parser = parser;
        }

        @Override
        public void emit(String line) {
            try {
                passed = parser.apply(line).isPresent();
            } catch (IllegalArgumentException e) {
                // It was rejected when it was read for the first time.
                passed = false;
            }
        }

        @Override
        public long clockMillis() {
            return 0;
        }

        @Override
        public void reject(BadInput bad) {
            passed = false;
        }
    }

    /** Reads lines and parses each at once; also the output that the lines go to. */
    private static final class Partition implements SourcePartition<Connection, FilePosition>, SourceOutput<String> {

        private final String name;
        private final SourcePartition<String, FilePosition> lines;
        private final Function<String, Optional<Connection>> parser;
        /** Where connections go; set during a poll. */
        private SourceOutput<Connection> out;

        Partition(
                String name,
                SourcePartition<String, FilePosition> lines,
                Function<String, Optional<Connection>> parser) {
            this.name = name;
            this.lines = lines;
            this.parser = parser;
        }

        @Override
        public Poll poll(SourceOutput<Connection> to, int max) throws IOException {
            out = to;
            try {
                return lines.poll(this, max);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }

        /** The line at hand, which was passed before it was handed out. */
        private String place() {
            return name + ":" + (lines.position().line() - 1);
        }

        @Override
        public void emit(String line) {
            Optional<Connection> connection;
            try {
                connection = parser.apply(line);
            } catch (BadHeaderException e) {
                throw new UncheckedIOException(new IOException(place() + ": " + e.getMessage(), e));
            } catch (IllegalArgumentException e) {
                out.reject(new BadInput(place(), line, String.valueOf(e.getMessage())));
                return;
            }
            connection.ifPresent(out::emit);
        }

        @Override
        public long clockMillis() {
            return out.clockMillis();
        }

        @Override
        public void reject(BadInput bad) {
            out.reject(bad);
        }

        @Override
        public FilePosition position() {
            return lines.position();
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
