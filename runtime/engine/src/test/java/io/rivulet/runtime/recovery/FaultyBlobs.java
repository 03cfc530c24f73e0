package io.rivulet.runtime.recovery;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Blobs of which one operation fails, counted from 0, and if it is a crash all later ones do too: a process that has died does nothing more. Reading a stream
 * counts as one operation for each call.
 */
class FaultyBlobs implements Blobs {

    /** How the operation fails. */
    enum Fault {
        /** It has no effect. */
        BEFORE,
        /** It takes effect, but its caller is told that it failed. */
        AFTER,
        /** A write takes effect in part; other operations have none. */
        TORN
    }

    private final Blobs blobs;
    private final long failing;
    private final Fault fault;
    private final boolean crash;
    private long operations;

    FaultyBlobs(Blobs blobs, long failing, Fault fault, boolean crash) {
        this.blobs = blobs;
        this.failing = failing;
        this.fault = fault;
        this.crash = crash;
    }

    /** Called before each operation. */
    void beforeOperation() throws IOException {}

    /** Whether the fault has struck. */
    boolean struck() {
        return operations > failing;
    }

    private interface Operation<R> {
        R run() throws IOException;
    }

    private interface Effect {
        void run() throws IOException;
    }

    private <R> R operation(Operation<R> operation) throws IOException {
        beforeOperation();
        boolean fails = operations == failing;
        boolean dead = crash && operations > failing;
        operations++;
        if (dead || fails && fault != Fault.AFTER) {
            throw new IOException("injected fault");
        }
        R result = operation.run();
        if (fails) {
            throw new IOException("injected fault, after the effect");
        }
        return result;
    }

    private void effect(Effect effect) throws IOException {
        operation(() -> {
            effect.run();
            return true;
        });
    }

    @Override
    public BlobWriter create(String name) throws IOException {
        BlobWriter writer = operation(() -> blobs.create(name));
        return new BlobWriter() {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (operations == failing && fault == Fault.TORN) {
                    writer.write(bytes, offset, length / 2);
                }
                effect(() -> writer.write(bytes, offset, length));
            }

            @Override
            public void finish() throws IOException {
                effect(writer::finish);
            }

            @Override
            public void close() throws IOException {
                effect(writer::close);
            }
        };
    }

    @Override
    public boolean putIfAbsent(String name, byte[] content) throws IOException {
        return operation(() -> blobs.putIfAbsent(name, content));
    }

    @Override
    public byte[] read(String name) throws IOException {
        return operation(() -> blobs.read(name));
    }

    @Override
    public InputStream open(String name) throws IOException {
        return new FilterInputStream(operation(() -> blobs.open(name))) {
            @Override
            public int read() throws IOException {
                return operation(super::read);
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return operation(() -> super.read(bytes, offset, length));
            }
        };
    }

    @Override
    public List<String> list() throws IOException {
        return operation(blobs::list);
    }

    @Override
    public void delete(String name) throws IOException {
        effect(() -> blobs.delete(name));
    }

    @Override
    public long size(String name) throws IOException {
        return operation(() -> blobs.size(name));
    }

    @Override
    public void deleteUnfinished() throws IOException {
        effect(blobs::deleteUnfinished);
    }

    @Override
    public String place() {
        return blobs.place();
    }

    @Override
    public void close() {}
}
