package io.rivulet.io.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rivulet.runtime.connect.BadInput;
import io.rivulet.runtime.connect.Source;
import io.rivulet.runtime.connect.SourceOutput;
import io.rivulet.runtime.connect.SourcePartition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** What was read of a source, records and bad input in the order they came. */
final class Reading<T> implements SourceOutput<T> {

    final List<T> records = new ArrayList<>();
    final List<BadInput> bad = new ArrayList<>();
    private final List<String> all = new ArrayList<>();

    @Override
    public void emit(T record) {
        records.add(record);
        all.add("record " + record);
    }

    @Override
    public long clockMillis() {
        return 0;
    }

    @Override
    public void reject(BadInput input) {
        bad.add(input);
        all.add("bad " + input);
    }

    /** Reads all partitions, one after the other. */
    static <T> Reading<T> of(Source<T, FilePosition> source) throws IOException {
        Reading<T> reading = new Reading<>();
        for (String partition : source.partitions()) {
            reading.read(source, partition, Optional.empty());
        }
        return reading;
    }

    void read(Source<T, FilePosition> source, String partition, Optional<FilePosition> position) throws IOException {
        try (SourcePartition<T, FilePosition> open = source.open(partition, position)) {
            while (open.poll(this, 100) != SourcePartition.Poll.END) {}
        }
    }

    /**
     * Stops at every position that there is, opens the partition there anew and compares what follows with an unbroken run. Positions go through their
     * codec.
     *
     * @return at how many positions
     */
    static <T> int checkResumingEverywhere(Source<T, FilePosition> source) throws IOException {
        int positions = 0;
        for (String partition : source.partitions()) {
            Reading<T> unbroken = new Reading<>();
            unbroken.read(source, partition, Optional.empty());
            Reading<T> first = new Reading<>();
            try (SourcePartition<T, FilePosition> open = source.open(partition, Optional.empty())) {
                SourcePartition.Poll poll = SourcePartition.Poll.MORE;
                while (poll != SourcePartition.Poll.END) {
                    FilePosition position = source.positionCodec()
                            .fromBytes(source.positionCodec().toBytes(open.position()));
                    Reading<T> rest = new Reading<>();
                    rest.read(source, partition, Optional.of(position));
                    List<String> together = new ArrayList<>(first.all);
                    together.addAll(rest.all);
                    assertEquals(unbroken.all, together, "resumed at " + position);
                    positions++;
                    poll = open.poll(first, 1);
                }
                Reading<T> none = new Reading<>();
                none.read(source, partition, Optional.of(open.position()));
                assertEquals(List.of(), none.all);
            }
        }
        return positions;
    }

    static Path write(Path file, String content) throws IOException {
        return Files.write(file, content.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] gzip(String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }
}
