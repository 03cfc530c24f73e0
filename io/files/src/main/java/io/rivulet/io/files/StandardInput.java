package io.rivulet.io.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Standard input, where a file is expected: the path {@code -}.
 *
 * <p>It has one partition and can be read once: there is no way back, so a position in it cannot be opened. Plain or compressed as files are.
 */
public final class StandardInput {

    /** Stands for standard input in {@link TextFile}, {@link CsvFile} and {@link JsonLinesFile}. */
    public static final Path PATH = Path.of("-");

    private StandardInput() {}

    /** Its lines. */
    public static TextFile lines() {
        return TextFile.of(PATH);
    }

    static boolean is(Path path) {
        return path.equals(PATH);
    }

    static ByteWindow open() {
        return new ByteWindow(new Pump(System.in));
    }

    /**
     * Moves bytes from a stream that blocks to a reader that must not. The thread reads, the queue carries at most {@link #CHUNKS} chunks, an empty one
     * marks the end; {@code failure} is written before that mark is queued and read after it is taken.
     */
    private static final class Pump implements ByteWindow.Input {

        private static final int CHUNKS = 16;
        private static final int CHUNK = 1 << 16;

        private final BlockingQueue<byte[]> chunks = new LinkedBlockingQueue<>(CHUNKS);
        private final Thread thread;
        private IOException failure;
        private byte[] current = {};
        private int at;
        private boolean ended;

        Pump(InputStream in) {
            thread = new Thread(() -> run(in), "standard-input");
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            if (at == current.length && !ended) {
                byte[] chunk = chunks.poll();
                if (chunk == null) {
                    return 0;
                }
                current = chunk;
                at = 0;
                ended = chunk.length == 0;
            }
            if (ended) {
                if (failure != null) {
                    throw failure;
                }
                return -1;
            }
            int count = Math.min(length, current.length - at);
            System.arraycopy(current, at, into, from, count);
            at += count;
            return count;
        }

        /** Stops the thread, at the latest when its read returns; the stream itself belongs to the JVM and stays open. */
        @Override
        public void close() {
            ended = true;
            thread.interrupt();
        }

        private void run(InputStream raw) {
            try {
                try {
                    InputStream in = ByteWindow.decompressed(raw);
                    byte[] buffer = new byte[CHUNK];
                    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                        if (count > 0) {
                            chunks.put(Arrays.copyOf(buffer, count));
                        }
                    }
                } catch (IOException e) {
                    failure = e;
                }
                chunks.put(new byte[0]);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
