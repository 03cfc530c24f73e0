package io.rivulet.runtime.simulation;

import io.rivulet.algorithms.SplitMix64;
import io.rivulet.runtime.recovery.BlobWriter;
import io.rivulet.runtime.recovery.Blobs;
import io.rivulet.runtime.recovery.MemoryBlobs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * A disk that outlives the processes which write to it. Every write may fail, as on a full disk, and every write may be the last thing that its process does: then it
 * is done, or not done, and what was half written is gone. An operation that failed may have been done all the same.
 */
final class SimulatedDisk implements Blobs {

    private final MemoryBlobs kept = new MemoryBlobs();
    private final SplitMix64 random;
    private final Faults faults;
    private boolean faulty = true;
    private boolean full;
    private long operations;

    SimulatedDisk(SplitMix64 random, Faults faults) {
        this.random = random;
        this.faults = faults;
    }

    /** How many writes there were. */
    long operations() {
        return operations;
    }

    /** Whether faults happen from now on. */
    void setFaults(boolean now) {
        faulty = now;
    }

    /** Nothing can be written from now on, or everything again. */
    void setFull(boolean now) {
        full = now;
    }

    private interface Write {
        void run() throws IOException;
    }

    private void write(String what, Write write) throws IOException {
        operations++;
        if (full) {
            throw new IOException("no space left for " + what);
        }
        if (faulty && faults.kills() && random.nextInt(200) == 0) {
            if (random.nextInt(2) == 0) {
                write.run();
            }
            throw new SimulatedCrash(what);
        }
        if (faulty && faults.diskErrors() && random.nextInt(100) == 0) {
            if (random.nextInt(3) == 0) {
                write.run();
            }
            throw new IOException("error while writing " + what);
        }
        write.run();
    }

    @Override
    public BlobWriter create(String name) throws IOException {
        write(name, () -> {});
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        return new BlobWriter() {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                SimulatedDisk.this.write(name, () -> content.write(bytes, offset, length));
            }

            @Override
            public void finish() throws IOException {
                SimulatedDisk.this.write(name, () -> {
                    try (BlobWriter to = kept.create(name)) {
                        to.write(content.toByteArray(), 0, content.size());
                        to.finish();
                    }
                });
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public boolean putIfAbsent(String name, byte[] content) throws IOException {
        boolean[] put = new boolean[1];
        write(name, () -> put[0] = kept.putIfAbsent(name, content));
        return put[0];
    }

    @Override
    public byte[] read(String name) throws IOException {
        return kept.read(name);
    }

    @Override
    public InputStream open(String name) throws IOException {
        return kept.open(name);
    }

    @Override
    public List<String> list() {
        return kept.list();
    }

    @Override
    public void delete(String name) throws IOException {
        write("the deletion of " + name, () -> kept.delete(name));
    }

    @Override
    public long size(String name) throws IOException {
        return kept.size(name);
    }

    @Override
    public String place() {
        return "simulated disk";
    }

    @Override
    public void close() {}
}
