package io.rivulet.algorithms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Released forms, kept as files in {@code src/test/resources/golden}. A form that is not there yet is written by running the test with
 * {@code -Drivulet.golden.write=true}; one that is there never changes.
 */
public final class Golden {

    private Golden() {}

    /** Decodes the file and checks that the state made now has the very same bytes. */
    public static <S> S decode(String file, StateCodec<S> codec, S now) {
        try (InputStream in = Golden.class.getResourceAsStream("/golden/" + file)) {
            if (in == null) {
                return writeNew(file, codec, now);
            }
            byte[] bytes = in.readAllBytes();
            S decoded = codec.fromBytes(bytes);
            assertArrayEquals(bytes, codec.toBytes(now), "form " + codec + " changed without a new version");
            return decoded;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <S> S writeNew(String file, StateCodec<S> codec, S now) throws IOException {
        if (!Boolean.getBoolean("rivulet.golden.write")) {
            throw new AssertionError(
                    "golden/" + file + " must exist; run this test once with -Drivulet.golden.write=true");
        }
        Path path = Path.of("src/test/resources/golden", file);
        Files.createDirectories(path.getParent());
        Files.write(path, codec.toBytes(now));
        return codec.fromBytes(codec.toBytes(now));
    }
}
