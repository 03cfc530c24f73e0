package io.rivulet.runtime.recovery;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Named immutable bytes: all that a recovery store asks of the place where it is kept, so that a local directory, a shared one, an object store and a
 * simulated disk do equally well.
 *
 * <p>A blob is there whole or not at all, is never changed, and once there stays there through a crash of the machine. A name has 1 to 200 characters:
 * lower-case letters, digits, '-' and '.', the first a letter or a digit; other names are refused with an {@link IllegalArgumentException}.
 *
 * <p><b>Threads.</b> Any; a single {@link BlobWriter} has one owner.
 */
public interface Blobs extends Closeable {

    /**
     * Starts a blob that is streamed; nobody sees it before {@link BlobWriter#finish}.
     *
     * @throws IOException if the place takes nothing, with the place in the message
     */
    BlobWriter create(String name) throws IOException;

    /**
     * Makes a blob unless there is one of that name: atomic, so that of many who try one succeeds, and durable when it returns.
     *
     * @return whether it was made; false if there is one already, which stays as it is
     */
    boolean putIfAbsent(String name, byte[] content) throws IOException;

    /**
     * The whole content.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such blob, with the place in the message
     */
    byte[] read(String name) throws IOException;

    /**
     * The content as a stream, which the caller closes.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such blob, with the place in the message
     */
    InputStream open(String name) throws IOException;

    /** The names of all finished blobs, sorted; every blob finished before the call and not deleted since is among them. */
    List<String> list() throws IOException;

    /** Deletes a blob; does nothing if there is none. */
    void delete(String name) throws IOException;

    /**
     * How many bytes a blob has. This one reads them; places that know better say so.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such blob, with the place in the message
     */
    default long size(String name) throws IOException {
        try (InputStream in = open(name)) {
            long size = 0;
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                size += n;
            }
            return size;
        }
    }

    /**
     * Deletes what writers that were killed left unfinished. One that is still at work elsewhere fails when it finishes. This one does nothing, which is right
     * where the unfinished leaves nothing.
     */
    default void deleteUnfinished() throws IOException {}

    /** Where this is, for messages. */
    String place();

    /** Gives back what the connection holds; the blobs stay. */
    @Override
    void close() throws IOException;
}
