package io.rivulet.io.files;

import io.rivulet.runtime.connect.Guarantee;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The files that some paths stand for; each is a partition, named by its path and sorted by that name.
 *
 * <p>A path is a file, a directory (the files right in it), or a pattern of {@link java.nio.file.FileSystem#getPathMatcher glob} syntax, where {@code **} reaches
 * into folders. In directories and patterns, files that begin with a dot or an underscore are left out.
 */
final class FileSet {

    private final List<Path> paths;
    // Listed once, so that all workers divide the same list although files come and go. Guarded by this.
    private List<String> listed = List.of();

    private FileSet(List<Path> paths) {
        this.paths = paths;
    }

    static FileSet of(List<Path> paths) {
        if (paths.isEmpty()) {
            throw new IllegalArgumentException("paths must hold at least one path, got none");
        }
        return new FileSet(List.copyOf(paths));
    }

    /** Files can be read again; what a pipe gave is gone. */
    Guarantee guarantee() {
        return paths.stream().anyMatch(StandardInput::is) ? Guarantee.AT_MOST_ONCE : Guarantee.EXACTLY_ONCE;
    }

    /** The names of the partitions, sorted and without repetition. */
    synchronized List<String> names() throws IOException {
        if (listed.isEmpty()) {
            TreeSet<String> found = new TreeSet<>();
            for (Path path : paths) {
                found.addAll(filesOf(path));
            }
            listed = List.copyOf(found);
        }
        return listed;
    }

    private static List<String> filesOf(Path path) throws IOException {
        if (StandardInput.is(path)) {
            return List.of(path.toString());
        }
        if (Files.isDirectory(path)) {
            return notEmpty(filesIn(path), "no file in directory " + path);
        }
        if (Files.exists(path)) {
            return List.of(path.toString());
        }
        if (isPattern(path.toString())) {
            return notEmpty(filesMatching(path), "no file matches " + path);
        }
        throw new IOException("no such file or directory: " + path);
    }

    private static List<String> filesIn(Path directory) throws IOException {
        List<String> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                if (isData(entry)) {
                    files.add(entry.toString());
                }
            }
        } catch (IOException e) {
            throw new IOException("cannot list directory " + directory + ": " + reason(e), e);
        }
        return files;
    }

    private static List<String> filesMatching(Path pattern) throws IOException {
        Path fixed = fixedPart(pattern);
        if (!Files.isDirectory(fixed)) {
            throw new IOException("no such directory: " + fixed + ", the start of pattern " + pattern);
        }
        Path inside = fixed.toString().isEmpty() ? pattern : fixed.relativize(pattern);
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + inside);
        int depth = inside.toString().contains("**") ? Integer.MAX_VALUE : inside.getNameCount();
        List<String> files = new ArrayList<>();
        try (Stream<Path> below = Files.walk(fixed, depth)) {
            for (Path file : (Iterable<Path>) below::iterator) {
                Path relative = fixed.toString().isEmpty() ? file : fixed.relativize(file);
                if (matcher.matches(relative) && isData(file)) {
                    files.add(file.toString());
                }
            }
        } catch (IOException e) {
            throw new IOException("cannot list files of pattern " + pattern + ": " + reason(e), e);
        }
        return files;
    }

    /** The leading names of a pattern that hold no wildcard. */
    private static Path fixedPart(Path pattern) {
        Path fixed = pattern.getRoot() == null ? Path.of("") : pattern.getRoot();
        for (Path name : pattern) {
            if (isPattern(name.toString())) {
                break;
            }
            fixed = fixed.resolve(name);
        }
        return fixed;
    }

    private static boolean isPattern(String path) {
        return path.chars().anyMatch(c -> c == '*' || c == '?' || c == '[' || c == '{');
    }

    private static boolean isData(Path file) {
        String name = file.getFileName().toString();
        return Files.isRegularFile(file) && !name.startsWith(".") && !name.startsWith("_");
    }

    private static List<String> notEmpty(List<String> files, String problem) throws IOException {
        if (files.isEmpty()) {
            throw new IOException(problem);
        }
        return files;
    }

    /** What went wrong, in words: some exceptions of the file system say only the path. */
    static String reason(IOException e) {
        if (e instanceof java.nio.file.NoSuchFileException) {
            return "no such file";
        }
        if (e instanceof java.nio.file.AccessDeniedException) {
            return "access denied";
        }
        if (e instanceof java.nio.file.FileAlreadyExistsException) {
            return "it exists already";
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    @Override
    public String toString() {
        return paths.size() == 1 ? paths.get(0).toString() : paths.toString();
    }
}
