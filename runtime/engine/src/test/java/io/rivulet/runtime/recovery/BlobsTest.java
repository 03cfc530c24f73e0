package io.rivulet.runtime.recovery;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every place for blobs must do, in memory and in a directory; then what a directory adds. */
class BlobsTest {

    @TempDir
    private Path directory;

    /** The places there are. */
    enum Place {
        MEMORY,
        DIRECTORY
    }

    private Blobs open(Place place) throws IOException {
        return place == Place.MEMORY ? new MemoryBlobs() : DirectoryBlobs.open(directory);
    }

    private static void write(Blobs blobs, String name, byte[] content) throws IOException {
        try (BlobWriter writer = blobs.create(name)) {
            writer.write(content, 0, content.length);
            writer.finish();
        }
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void whatIsFinishedIsThereAndNothingElse(Place place) throws IOException {
        Blobs blobs = open(place);
        assertEquals(List.of(), blobs.list());
        write(blobs, "b-1.x", new byte[] {1, 2, 3});
        write(blobs, "a", new byte[0]);
        try (BlobWriter writer = blobs.create("c")) {
            writer.write(new byte[] {9, 1, 2, 3, 9}, 1, 2);
            assertEquals(List.of("a", "b-1.x"), blobs.list(), "a blob being written is not there");
            assertThrows(NoSuchFileException.class, () -> blobs.read("c"));
            writer.write(new byte[] {9, 1, 2, 3, 9}, 3, 1);
            writer.finish();
            assertEquals(List.of("a", "b-1.x", "c"), blobs.list());
        }
        try (BlobWriter writer = blobs.create("given-up")) {
            writer.write(new byte[] {1}, 0, 1);
        }
        assertEquals(List.of("a", "b-1.x", "c"), blobs.list());
        assertArrayEquals(new byte[] {1, 2, 3}, blobs.read("c"));
        try (InputStream in = blobs.open("b-1.x")) {
            assertArrayEquals(new byte[] {1, 2, 3}, in.readAllBytes());
        }
        assertEquals(3, blobs.size("c"));
        assertEquals(0, blobs.size("a"));
        blobs.delete("c");
        blobs.delete("c");
        assertEquals(List.of("a", "b-1.x"), blobs.list());
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void whatIsThereStaysAsItIs(Place place) throws IOException {
        Blobs blobs = open(place);
        byte[] content = {1, 2};
        assertTrue(blobs.putIfAbsent("a", content));
        content[0] = 7;
        assertFalse(blobs.putIfAbsent("a", new byte[] {3}));
        assertThrows(FileAlreadyExistsException.class, () -> write(blobs, "a", new byte[] {4}));
        assertArrayEquals(new byte[] {1, 2}, blobs.read("a"));
        blobs.read("a")[0] = 9;
        assertArrayEquals(new byte[] {1, 2}, blobs.read("a"));
        assertEquals(List.of("a"), blobs.list());
        blobs.delete("a");
        assertTrue(blobs.putIfAbsent("a", new byte[] {5}));
        assertArrayEquals(new byte[] {5}, blobs.read("a"));
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void whatIsMissingIsNamedWithItsPlace(Place place) throws IOException {
        Blobs blobs = open(place);
        List<NoSuchFileException> all = List.of(
                assertThrows(NoSuchFileException.class, () -> blobs.read("gone")),
                assertThrows(NoSuchFileException.class, () -> blobs.open("gone")),
                assertThrows(NoSuchFileException.class, () -> blobs.size("gone")));
        for (NoSuchFileException e : all) {
            assertTrue(e.getMessage().contains(blobs.place()) && e.getMessage().contains("gone"), e.getMessage());
        }
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void namesThatSomeFileSystemWouldNotTakeAreRefused(Place place) throws IOException {
        Blobs blobs = open(place);
        for (String name : List.of("", "A", "a/b", "a\\b", "..", ".a", "-a", "a_b", "a b", "ä", "x".repeat(201))) {
            assertThrows(IllegalArgumentException.class, () -> blobs.create(name), name);
            assertThrows(IllegalArgumentException.class, () -> blobs.putIfAbsent(name, new byte[1]), name);
            assertThrows(IllegalArgumentException.class, () -> blobs.read(name), name);
            assertThrows(IllegalArgumentException.class, () -> blobs.open(name), name);
            assertThrows(IllegalArgumentException.class, () -> blobs.delete(name), name);
        }
        assertTrue(blobs.putIfAbsent("x".repeat(200), new byte[1]), "the longest name");
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void ofManyWhoPutOneSucceeds(Place place) throws Exception {
        Blobs blobs = open(place);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 20; round++) {
                String name = "round-" + round;
                List<Callable<Boolean>> tries = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    byte[] content = new byte[1000 + i];
                    tries.add(() -> blobs.putIfAbsent(name, content));
                }
                List<Future<Boolean>> answers = threads.invokeAll(tries);
                int winner = -1;
                for (int i = 0; i < 4; i++) {
                    if (answers.get(i).get()) {
                        assertEquals(-1, winner, "only one may succeed");
                        winner = i;
                    }
                }
                assertEquals(1000 + winner, blobs.size(name), "what is there is the winner's");
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void aDirectoryIsMadeOrMustBeThere() throws IOException {
        Path missing = directory.resolve("a/b");
        NoSuchFileException e = assertThrows(NoSuchFileException.class, () -> DirectoryBlobs.openExisting(missing));
        assertEquals(missing + ": there is no such recovery directory", e.getMessage());
        assertEquals(List.of(), DirectoryBlobs.open(missing).list());
        assertEquals(List.of(), DirectoryBlobs.openExisting(missing).list());
        Path file = Files.createFile(directory.resolve("file"));
        assertThrows(NotDirectoryException.class, () -> DirectoryBlobs.openExisting(file));
        NotDirectoryException not = assertThrows(NotDirectoryException.class, () -> DirectoryBlobs.open(file));
        assertTrue(not.getMessage().contains(file.toString()), not.getMessage());
    }

    @Test
    void whatAKilledWriterLeftIsDeletedAndForeignFilesStay() throws IOException {
        Blobs blobs = DirectoryBlobs.open(directory);
        BlobWriter killed = blobs.create("segment-1");
        killed.write(new byte[100], 0, 100);
        assertEquals(1, files().size());
        List<String> foreign = List.of("README", "_notes", "_mine.tmp", "lost+found");
        for (String name : foreign) {
            Files.createFile(directory.resolve(name));
        }
        Files.createDirectory(directory.resolve("folder"));
        assertEquals(List.of(), blobs.list());
        DirectoryBlobs.openExisting(directory);
        assertEquals(foreign.size() + 2, files().size(), "opening deletes nothing");
        blobs.deleteUnfinished();
        assertEquals(
                Stream.concat(foreign.stream(), Stream.of("folder")).sorted().toList(), files());
        // Its owner was not dead, only slow: it must fail, and not make a blob of something else.
        BlobWriter young = blobs.create("segment-1");
        assertThrows(IOException.class, killed::finish);
        killed.close();
        young.finish();
        assertEquals(0, blobs.size("segment-1"));
        assertFalse(files().toString().contains("segment-1_"), "no temporary file stays, got " + files());
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
