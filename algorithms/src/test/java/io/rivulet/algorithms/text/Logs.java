package io.rivulet.algorithms.text;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rivulet.algorithms.SplitMix64;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;

/** Lines of real logs, where there are any, and of a made one. */
final class Logs {

    private static final String[] USERS = {"ada", "bob", "carol", "dan", "erin", "frank", "grace", "heidi", "ivan"};

    private Logs() {}

    /** The lines of a file of the folder {@code weblogs}; skips the test, with a word, where it is absent. */
    static List<String> real(String name) throws IOException {
        Path file = Path.of(System.getProperty("rivulet.data", "missing"), "weblogs", name);
        assumeTrue(Files.exists(file), "no data at " + file);
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return lines.lines().toList();
        }
    }

    /** Without date, host, program and process, where the line has them. */
    static String message(String line) {
        int at = line.indexOf("]: ");
        return at < 0 ? line : line.substring(at + 3);
    }

    /** What a login server writes, in eight kinds. */
    static List<String> made(int count, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String user = USERS[random.nextInt(USERS.length)];
            String address = "10." + random.nextInt(256) + "." + random.nextInt(256) + "." + random.nextInt(256);
            int port = 1_024 + random.nextInt(60_000);
            double u = random.nextDouble();
            lines.add(
                    switch ((int) (8 * u * u)) {
                        case 0 -> "Failed password for " + user + " from " + address + " port " + port + " ssh2";
                        case 1 -> "Accepted password for " + user + " from " + address + " port " + port + " ssh2";
                        case 2 -> "Connection closed by " + address + " port " + port + " [preauth]";
                        case 3 -> "session opened for user " + user + " by (uid=" + random.nextInt(5) + ")";
                        case 4 -> "session closed for user " + user;
                        case 5 -> "Invalid user " + user + " from " + address;
                        case 6 -> "Removed session " + random.nextInt(10_000) + ".";
                        default -> "Received disconnect from " + address + " port " + port + ":11: bye";
                    });
        }
        return lines;
    }

    /** The same lines in another order, none further away than a block. */
    static List<String> shuffledWithinBlocks(List<String> lines, int block, long seed) {
        List<String> shuffled = new ArrayList<>(lines);
        Random random = new Random(seed);
        for (int from = 0; from < shuffled.size(); from += block) {
            Collections.shuffle(shuffled.subList(from, Math.min(from + block, shuffled.size())), random);
        }
        return shuffled;
    }
}
