package io.rivulet.io.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;

/**
 * Where a sink writes: one file, or a directory with a part for each worker, as {@code part-0-of-4.csv}. The number of parts is in the name, so that what an
 * earlier run with more workers left behind cannot pass for output of this one.
 *
 * @param path the file or the directory
 * @param parts whether it is a directory
 * @param overwrite whether what is there is replaced
 * @param gzip whether to compress
 */
record OutputPlace(Path path, boolean parts, boolean overwrite, boolean gzip) {

    OutputPlace {
        Objects.requireNonNull(path, "path");
    }

    static OutputPlace file(Path path) {
        return new OutputPlace(path, false, false, path.toString().endsWith(".gz"));
    }

    static OutputPlace directory(Path path) {
        return new OutputPlace(path, true, false, false);
    }

    OutputPlace overwriting() {
        return new OutputPlace(path, parts, true, gzip);
    }

    OutputPlace gzipped() {
        return new OutputPlace(path, parts, overwrite, true);
    }

    /** Opens the file of one worker. */
    <T> LineOutput<T> open(int worker, int workers, String extension, LineOutput.Encoder<T> encoder)
            throws IOException {
        Path file = parts ? path.resolve("part-" + worker + "-of-" + workers + extension + (gzip ? ".gz" : "")) : path;
        try {
            if (parts) {
                Files.createDirectories(path);
                removeOthers(workers);
            }
            OutputStream out = overwrite
                    ? Files.newOutputStream(file)
                    : Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            return new LineOutput<>(file.toString(), gzip ? new GZIPOutputStream(out, 1 << 13, true) : out, encoder);
        } catch (IOException e) {
            String remedy = overwrite || !Files.exists(file) ? "" : "; overwrite() replaces what is there";
            throw new IOException("cannot write " + file + ": " + FileSet.reason(e) + remedy, e);
        }
    }

    /** Parts of another number of workers; those of the same number are met when each is opened. */
    private void removeOthers(int workers) throws IOException {
        try (DirectoryStream<Path> old = Files.newDirectoryStream(path, "part-*-of-*")) {
            for (Path part : old) {
                if (part.getFileName().toString().matches("part-\\d+-of-" + workers + "(\\..*)?")) {
                    continue;
                }
                if (!overwrite) {
                    throw new IOException(part.getFileName()
                            + " of an earlier run is in the directory; overwrite() removes such parts");
                }
                Files.deleteIfExists(part);
            }
        }
    }
}
