package io.rivulet.io.files;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.connect.TransactionalSink;
import io.rivulet.runtime.connect.TransactionalWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Writes lines exactly once: those of an epoch are staged in a hidden file beside their place, and put there when the epoch is complete.
 *
 * <p>One file: the staged lines are appended. A part says where its lines begin, so that an append that was cut off is taken back and done again, and one that was done
 * is not done twice. A directory: each part is a file of its own, which gets its name when it is complete.
 */
final class StagedSink<T> implements TransactionalSink<T, StagedPart> {

    /** How one writer's lines are made. */
    record Lines<T>(Optional<String> header, LineOutput.Encoder<T> encoder) {}

    static final String STAGED = ".staged-";

    private final OutputPlace place;
    private final String extension;
    private final Supplier<Lines<T>> lines;

    StagedSink(OutputPlace place, String extension, Supplier<Lines<T>> lines) {
        this.place = place;
        this.extension = extension + (place.gzip() ? ".gz" : "");
        this.lines = lines;
    }

    /** Where staged files and, but for one file's, parts are. */
    Path directory() {
        return place.parts() ? place.path() : place.path().toAbsolutePath().getParent();
    }

    @Override
    public void start() throws IOException {
        if (place.parts()) {
            Files.createDirectories(place.path());
        }
        deleteStaged();
        List<Path> earlier = place.parts() ? parts() : List.of(place.path());
        for (Path file : earlier) {
            if (place.overwrite()) {
                Files.deleteIfExists(file);
            } else if (Files.exists(file)) {
                throw new IOException(
                        "cannot write " + file + ": it is there already; overwrite() replaces what is there");
            }
        }
    }

    @Override
    public void recover(List<StagedPart> prepared) throws IOException {
        if (place.parts()) {
            Files.createDirectories(place.path());
        }
        List<StagedPart> inOrder = new ArrayList<>(prepared);
        inOrder.sort(Comparator.comparingLong(StagedPart::from));
        for (StagedPart part : inOrder) {
            commit(part);
        }
        deleteStaged();
    }

    @Override
    public void commit(StagedPart part) throws IOException {
        Path staged = directory().resolve(part.staged());
        Path target = directory().resolve(part.target());
        try {
            if (!place.parts()) {
                append(staged, target, part);
            } else if (Files.notExists(target)) {
                // Where it is there, it is committed, and a staged file of that name would be another run's.
                Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new IOException("cannot write " + target + ": " + FileSet.reason(e), e);
        }
    }

    private static void append(Path staged, Path target, StagedPart part) throws IOException {
        try (FileChannel to = FileChannel.open(target, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (to.size() < part.from()) {
                throw new IOException("it must have at least " + part.from()
                        + " bytes, which were written earlier, it has " + to.size());
            }
            if (to.size() < part.from() + part.length()) {
                to.truncate(part.from());
                to.position(part.from());
                try (FileChannel from = FileChannel.open(staged, StandardOpenOption.READ)) {
                    for (long at = 0; at < part.length(); ) {
                        long moved = from.transferTo(at, part.length() - at, to);
                        if (moved <= 0) {
                            throw new IOException(staged + " must have " + part.length() + " bytes, it ends at " + at);
                        }
                        at += moved;
                    }
                }
                to.force(true);
            }
        }
        Files.deleteIfExists(staged);
    }

    @Override
    public StateCodec<StagedPart> preparedCodec() {
        return StagedPart.CODEC;
    }

    @Override
    public boolean single() {
        return !place.parts();
    }

    @Override
    public TransactionalWriter<T, StagedPart> open(int worker, int workers) throws IOException {
        long committed = !place.parts() && Files.exists(place.path()) ? Files.size(place.path()) : 0;
        return new StagedWriter<>(this, lines.get(), worker, committed);
    }

    boolean isGzip() {
        return place.gzip();
    }

    /** The file that a part belongs into. */
    String target(String part) {
        return place.parts()
                ? "part-" + part + extension
                : place.path().getFileName().toString();
    }

    String staged(String part) {
        return "." + (place.parts() ? "part" : place.path().getFileName()) + STAGED + part;
    }

    private void deleteStaged() throws IOException {
        String prefix = staged("");
        for (Path file : list(name -> name.startsWith(prefix))) {
            Files.deleteIfExists(file);
        }
    }

    private List<Path> parts() throws IOException {
        return list(name -> name.startsWith("part-"));
    }

    private List<Path> list(Predicate<String> wanted) throws IOException {
        List<Path> found = new ArrayList<>();
        if (!Files.isDirectory(directory())) {
            return found;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory())) {
            for (Path file : files) {
                if (wanted.test(file.getFileName().toString())) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    @Override
    public String toString() {
        return "exactly once to " + place.path();
    }
}
