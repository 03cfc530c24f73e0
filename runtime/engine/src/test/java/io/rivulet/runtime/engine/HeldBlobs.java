package io.rivulet.runtime.engine;

import io.rivulet.runtime.recovery.BlobWriter;
import io.rivulet.runtime.recovery.Blobs;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** A place that stands still when a segment is to be finished, or a manifest to be put. */
record HeldBlobs(Blobs blobs, boolean atSegments, boolean atManifests, Standstill standstill) implements Blobs {

    @Override
    public BlobWriter create(String name) throws IOException {
        BlobWriter writer = blobs.create(name);
        return new BlobWriter() {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                writer.write(bytes, offset, length);
            }

            @Override
            public void finish() throws IOException {
                if (atSegments) {
                    standstill.pass();
                }
                writer.finish();
            }

            @Override
            public void close() throws IOException {
                writer.close();
            }
        };
    }

    @Override
    public boolean putIfAbsent(String name, byte[] content) throws IOException {
        if (atManifests && name.startsWith("manifest-")) {
            standstill.pass();
        }
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
    public String place() {
        return blobs.place();
    }

    @Override
    public void close() throws IOException {
        blobs.close();
    }
}
