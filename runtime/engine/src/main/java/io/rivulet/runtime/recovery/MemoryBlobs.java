package io.rivulet.runtime.recovery;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.TreeMap;

/** Blobs in memory, for tests. They outlive {@link #close}, so that a restarted job finds them. */
public final class MemoryBlobs implements Blobs {

    private final TreeMap<String, byte[]> blobs = new TreeMap<>();

    @Override
    public BlobWriter create(String name) {
        BlobNames.checked(name);
        return new BlobWriter() {

            private final ByteArrayOutputStream content = new ByteArrayOutputStream();
            private boolean done;

            @Override
            public void write(byte[] bytes, int offset, int length) {
                checkOpen();
                content.write(bytes, offset, length);
            }

            @Override
            public void finish() throws IOException {
                checkOpen();
                if (!putIfAbsent(name, content.toByteArray())) {
                    throw new FileAlreadyExistsException(place() + "/" + name);
                }
                done = true;
            }

            @Override
            public void close() {
                done = true;
            }

            private void checkOpen() {
                if (done) {
                    throw new IllegalStateException("blob \"" + name + "\" is finished or closed");
                }
            }
        };
    }

    @Override
    public synchronized boolean putIfAbsent(String name, byte[] content) {
        return blobs.putIfAbsent(BlobNames.checked(name), content.clone()) == null;
    }

    @Override
    public byte[] read(String name) throws IOException {
        return existing(name).clone();
    }

    @Override
    public InputStream open(String name) throws IOException {
        return new ByteArrayInputStream(existing(name));
    }

    @Override
    public synchronized List<String> list() {
        return List.copyOf(blobs.keySet());
    }

    @Override
    public synchronized void delete(String name) {
        blobs.remove(BlobNames.checked(name));
    }

    @Override
    public long size(String name) throws IOException {
        return existing(name).length;
    }

    @Override
    public String place() {
        return "memory";
    }

    @Override
    public void close() {}

    private synchronized byte[] existing(String name) throws IOException {
        byte[] content = blobs.get(BlobNames.checked(name));
        if (content == null) {
            throw new NoSuchFileException(place() + "/" + name);
        }
        return content;
    }
}
