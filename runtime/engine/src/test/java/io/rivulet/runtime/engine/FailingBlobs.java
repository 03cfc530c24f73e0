package io.rivulet.runtime.engine;

import io.rivulet.runtime.recovery.BlobWriter;
import io.rivulet.runtime.recovery.Blobs;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** A place that takes nothing while it fails, as a full disk. */
final class FailingBlobs implements Blobs {

    private final Blobs blobs;
    volatile boolean fails;

    FailingBlobs(Blobs blobs) {
        this.blobs = blobs;
    }

    private void check() throws IOException {
        if (fails) {
            throw new IOException("no space left");
        }
    }

    @Override
    public BlobWriter create(String name) throws IOException {
        check();
        return blobs.create(name);
    }

    @Override
    public boolean putIfAbsent(String name, byte[] content) throws IOException {
        check();
        return blobs.putIfAbsent(name, content);
    }

    @Override
    public byte[] read(String name) throws IOException {
        return blobs.read(name);
    }

    @Override
    public InputStream open(String name) throws IOException {
        return blobs.open(name);
    }

    @Override
    public List<String> list() throws IOException {
        return blobs.list();
    }

    @Override
    public void delete(String name) throws IOException {
        blobs.delete(name);
    }

    @Override
    public long size(String name) throws IOException {
        return blobs.size(name);
    }

    @Override
    public void deleteUnfinished() throws IOException {
        blobs.deleteUnfinished();
    }

    @Override
    public String place() {
        return blobs.place();
    }

    @Override
    public void close() throws IOException {
        blobs.close();
    }
}
