package io.rivulet.io.files;

import io.rivulet.runtime.connect.TransactionalWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** Writes one worker's lines into staged files, one for each epoch that has any. */
final class StagedWriter<T> implements TransactionalWriter<T, StagedPart> {

    private final StagedSink<T> sink;
    private final StagedSink.Lines<T> lines;
    private final int worker;
    /** Where in the one file the next part begins. */
    private long end;

    private long parts;
    private LineOutput<T> open;
    private Path staged;

    StagedWriter(StagedSink<T> sink, StagedSink.Lines<T> lines, int worker, long committed) {
        this.sink = sink;
        this.lines = lines;
        this.worker = worker;
        this.end = committed;
    }

    @Override
    public void write(T record, long timeMillis) throws IOException {
        if (open == null) {
            // No other worker and no other part of this run has the name; those of earlier runs are gone.
            staged = sink.directory().resolve(sink.staged("w" + worker + "-" + parts));
            OutputStream out = Files.newOutputStream(staged);
            open = new LineOutput<>(
                    staged.toString(), sink.isGzip() ? new GZIPOutputStream(out, 1 << 13) : out, lines.encoder());
            if (end == 0 || !sink.single()) {
                if (lines.header().isPresent()) {
                    open.writeLine(lines.header().get());
                }
            }
        }
        open.write(record, timeMillis);
    }

    @Override
    public void flush() {}

    @Override
    public Optional<StagedPart> prepare(long epoch) throws IOException {
        if (open == null) {
            return Optional.empty();
        }
        open.close();
        open = null;
        long length = Files.size(staged);
        try (FileChannel channel = FileChannel.open(staged, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        StagedPart part = new StagedPart(
                staged.getFileName().toString(),
                sink.target(String.format("%08d-w%d-%d", epoch, worker, parts)),
                sink.single() ? end : 0,
                length);
        parts++;
        end += length;
        return Optional.of(part);
    }

    @Override
    public void close() throws IOException {
        if (open != null) {
            open.close();
            open = null;
            Files.deleteIfExists(staged);
        }
    }
}
