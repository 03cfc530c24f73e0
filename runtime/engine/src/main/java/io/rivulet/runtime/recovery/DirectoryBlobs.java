package io.rivulet.runtime.recovery;

import java.io.BufferedInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Blobs as files of one directory, which may be on this machine or shared by several. The directory holds nothing else; files with other names are left alone.
 *
 * <p>The file system must have hard links and keep what {@code fsync} has written, as ext4, XFS, APFS, NTFS and NFS do.
 */
public final class DirectoryBlobs implements Blobs {

    /*
     * A blob is written under a temporary name, forced to the disk, linked to its own name, and the directory is forced. Unlike a rename, a link never replaces
     * what is there, so it is atomic for readers, for a crash and for rivals at once. The temporary name begins with a character that no blob's name has, and
     * is never used twice: a writer whose file was deleted by deleteUnfinished must not find another's in its place.
     */
    private static final String TEMPORARY_PREFIX = "_";
    private static final String TEMPORARY_SUFFIX = ".tmp";
    private static final Pattern TEMPORARY = Pattern.compile("_[a-z0-9][a-z0-9.-]*_[0-9a-f-]{36}\\.tmp");
    /** Windows does not open directories, and needs no force for a name to stay. */
    private static final boolean FORCE_DIRECTORY = File.separatorChar == '/';

    private final Path directory;

    private DirectoryBlobs(Path directory) {
        this.directory = directory;
    }

    /** The blobs in a directory, which is made if there is none. */
    public static DirectoryBlobs open(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            try {
                Files.createDirectories(directory);
            } catch (FileAlreadyExistsException e) {
                throw noDirectory(directory, e);
            }
            if (directory.toAbsolutePath().getParent() != null) {
                force(directory.toAbsolutePath().getParent());
            }
        }
        return new DirectoryBlobs(directory);
    }

    /**
     * The blobs in a directory that must be there.
     *
     * @throws NoSuchFileException if it is not, and says so
     */
    public static DirectoryBlobs openExisting(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            throw new NoSuchFileException(directory.toString(), null, "there is no such recovery directory");
        }
        if (!Files.isDirectory(directory)) {
            throw noDirectory(directory, null);
        }
        return new DirectoryBlobs(directory);
    }

    @Override
    public BlobWriter create(String name) throws IOException {
        return new FileWriter(BlobNames.checked(name));
    }

    @Override
    public boolean putIfAbsent(String name, byte[] content) throws IOException {
        if (Files.exists(file(name))) {
            return false;
        }
        try (FileWriter writer = new FileWriter(name)) {
            writer.write(content, 0, content.length);
            writer.finish();
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    @Override
    public byte[] read(String name) throws IOException {
        return Files.readAllBytes(file(name));
    }

    @Override
    public InputStream open(String name) throws IOException {
        return new BufferedInputStream(Files.newInputStream(file(name)), 1 << 16);
    }

    @Override
    public List<String> list() throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (BlobNames.valid(name) && Files.isRegularFile(file)) {
                    names.add(name);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        Collections.sort(names);
        return names;
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(file(name));
    }

    @Override
    public long size(String name) throws IOException {
        return Files.size(file(name));
    }

    @Override
    public void deleteUnfinished() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, TEMPORARY_PREFIX + "*")) {
            for (Path file : files) {
                if (TEMPORARY.matcher(file.getFileName().toString()).matches()) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    @Override
    public String place() {
        return directory.toString();
    }

    @Override
    public void close() {}

    private Path file(String name) {
        return directory.resolve(BlobNames.checked(name));
    }

    private static NotDirectoryException noDirectory(Path path, Exception cause) {
        NotDirectoryException e = new NotDirectoryException(path + ": a recovery directory must be a directory");
        e.initCause(cause);
        return e;
    }

    private static void force(Path directory) throws IOException {
        if (FORCE_DIRECTORY) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** Writes a temporary file and, when finished, gives it its name. */
    private final class FileWriter implements BlobWriter {

        private final String name;
        private final Path temporary;
        private final FileChannel channel;
        private boolean closed;

        FileWriter(String name) throws IOException {
            this.name = name;
            temporary = directory.resolve(TEMPORARY_PREFIX + name + "_" + UUID.randomUUID() + TEMPORARY_SUFFIX);
            channel = FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }

        @Override
        public void finish() throws IOException {
            channel.force(true);
            channel.close();
            Path target = file(name);
            try {
                Files.createLink(target, temporary);
            } catch (FileAlreadyExistsException | NoSuchFileException e) {
                throw e;
            } catch (FileSystemException | UnsupportedOperationException e) {
                throw new IOException(
                        target + ": cannot be made; a recovery directory needs a file system with hard links ("
                                + e.getMessage() + ")",
                        e);
            }
            force(directory);
            close();
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                channel.close();
                Files.deleteIfExists(temporary);
            }
        }
    }
}
