package io.rivulet.tutorials.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.CorruptStateException;
import io.rivulet.algorithms.SplitMix64;
import io.rivulet.algorithms.StateCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** oracle_: made windows with one thing changed at a time. laws_: of the state. */
class NetworkWatchTest {

    private static final long MINUTE = 60_000;
    private static final StateCodec<NetworkWatch> CODEC = NetworkWatch.codec(WatchSettings.standard());

    /** A window like many others, whose parts a test changes. */
    private static final class Made {
        private final SplitMix64 random;
        private double connections = 1_000;
        private double portEntropy = 2.5;
        private double destinationEntropy = 5;
        private double sourceEntropy = 4;
        private double ports = 30;
        private double destinations = 80;
        private double sources = 40;
        private String widest = "10.0.0.80";
        private int hostsOfWidest = 25;
        private int portsOfWidest = 6;
        private long toBusiest = 120;

        Made(SplitMix64 random) {
            this.random = random;
        }

        WindowStats at(int minute) {
            return new WindowStats(
                    "net",
                    minute * MINUTE,
                    10 * MINUTE,
                    Math.round(noisy(connections)),
                    1_000_000,
                    noisy(portEntropy),
                    noisy(destinationEntropy),
                    noisy(sourceEntropy),
                    noisy(ports),
                    noisy(destinations),
                    noisy(sources),
                    new FanOut.Widest(widest, (int) Math.round(noisy(hostsOfWidest))),
                    new FanOut.Widest(widest, (int) Math.round(noisy(portsOfWidest))),
                    List.of(new Talker("10.0.0.80", 90), new Talker("10.0.0.9", 60)),
                    List.of(new Talker("10.0.0.53", Math.round(noisy(toBusiest))), new Talker("10.0.0.10", 70)));
        }

        private double noisy(double value) {
            return value * (1 + 0.03 * Math.max(-3, Math.min(3, random.nextGaussian())));
        }
    }

    private static List<Alert> quiet(NetworkWatch watch, SplitMix64 random, int from, int to) {
        List<Alert> alerts = new ArrayList<>();
        for (int m = from; m < to; m++) {
            alerts.addAll(watch.update(new Made(random).at(m)));
        }
        return alerts;
    }

    private static Alert only(List<Alert> alerts, AttackKind kind) {
        assertEquals(1, alerts.size(), alerts.toString());
        assertEquals(kind, alerts.get(0).kind());
        return alerts.get(0);
    }

    @Test
    void oracle_quietTrafficRaisesNothing() {
        for (int seed = 0; seed < 20; seed++) {
            assertEquals(
                    List.of(), quiet(NetworkWatch.create(WatchSettings.standard()), new SplitMix64(seed), 0, 2_000));
        }
    }

    @Test
    void oracle_sweepScanAndFloodsAreToldApart() {
        SplitMix64 random = new SplitMix64(1);
        NetworkWatch watch = NetworkWatch.create(WatchSettings.standard());
        assertEquals(List.of(), quiet(watch, random, 0, 100));

        Made sweep = new Made(random);
        sweep.widest = "6.6.6.6";
        sweep.hostsOfWidest = 400;
        sweep.destinations = 450;
        sweep.destinationEntropy = 7.5;
        Alert swept = only(watch.update(sweep.at(100)), AttackKind.HOST_SWEEP);
        assertEquals("6.6.6.6", swept.source());
        assertTrue(swept.moves().stream().anyMatch(m -> m.series() == Series.DESTINATION_ENTROPY && m.up()));
        assertTrue(swept.moves().stream().noneMatch(m -> m.series() == Series.PORT_ENTROPY));
        assertTrue(only(quiet(watch, random, 101, 150), AttackKind.HOST_SWEEP).over());

        Made scan = new Made(random);
        scan.widest = "7.7.7.7";
        scan.portsOfWidest = 600;
        scan.ports = 620;
        scan.portEntropy = 6;
        Alert scanned = only(watch.update(scan.at(150)), AttackKind.PORT_SCAN);
        assertEquals("7.7.7.7", scanned.source());
        assertTrue(scanned.moves().stream().anyMatch(m -> m.series() == Series.PORT_ENTROPY && m.up()));
        assertTrue(only(quiet(watch, random, 151, 200), AttackKind.PORT_SCAN).over());

        Made flood = new Made(random);
        flood.connections = 40_000;
        flood.toBusiest = 39_000;
        flood.destinationEntropy = 0.4;
        flood.sources = 30_000;
        flood.sourceEntropy = 14;
        Alert flooded = only(watch.update(flood.at(200)), AttackKind.FLOOD);
        assertEquals("10.0.0.53", flooded.target());
        assertTrue(flooded.source().endsWith(" sources"), flooded.source());
        assertTrue(flooded.moves().stream().anyMatch(m -> m.series() == Series.DESTINATION_ENTROPY && !m.up()));
        assertTrue(only(quiet(watch, random, 201, 250), AttackKind.FLOOD).over());
    }

    @Test
    void oracle_consecutiveWindowsAreOneAlertThatEndsAfterQuiet() {
        SplitMix64 random = new SplitMix64(2);
        NetworkWatch watch = NetworkWatch.create(WatchSettings.standard());
        quiet(watch, random, 0, 60);
        List<Alert> alerts = new ArrayList<>();
        for (int m = 60; m < 80; m++) {
            Made scan = new Made(random);
            scan.widest = "7.7.7.7";
            // every third window looks quiet again: still the same alert
            scan.portsOfWidest = m % 3 == 2 ? 6 : 600;
            scan.ports = m % 3 == 2 ? 30 : 620;
            alerts.addAll(watch.update(scan.at(m)));
        }
        alerts.addAll(quiet(watch, random, 80, 100));
        assertEquals(2, alerts.size(), alerts.toString());
        assertEquals(60 * MINUTE, alerts.get(1).raisedMillis());
        assertEquals(79 * MINUTE, alerts.get(1).lastMillis());
        assertTrue(!alerts.get(0).over() && alerts.get(1).over());
    }

    @Test
    void oracle_windowsTooSmallAreNotJudgedAndTheEndIsTold() {
        SplitMix64 random = new SplitMix64(3);
        NetworkWatch watch = NetworkWatch.create(WatchSettings.standard());
        quiet(watch, random, 0, 60);
        Made tiny = new Made(random);
        tiny.connections = 12;
        tiny.hostsOfWidest = 400;
        tiny.destinations = 450;
        assertEquals(List.of(), watch.update(tiny.at(60)));
        tiny.connections = 1_000;
        assertEquals(1, watch.update(tiny.at(61)).size());
        assertTrue(only(watch.finish(), AttackKind.HOST_SWEEP).over());
        assertEquals(List.of(), watch.finish());
    }

    @Test
    void oracle_aLastingChangeBecomesUsual() {
        SplitMix64 random = new SplitMix64(4);
        NetworkWatch watch = NetworkWatch.create(WatchSettings.standard());
        quiet(watch, random, 0, 200);
        List<Alert> alerts = new ArrayList<>();
        for (int m = 200; m < 2_000; m++) {
            Made busier = new Made(random);
            busier.hostsOfWidest = 100;
            busier.destinations = 300;
            alerts.addAll(watch.update(busier.at(m)));
        }
        assertEquals(2, alerts.size(), "raised once and over once, got " + alerts);
        assertTrue(alerts.get(1).lastMillis() < 900 * MINUTE);
    }

    @Test
    void oracle_timeMustRise() {
        NetworkWatch watch = NetworkWatch.create(WatchSettings.standard());
        Made made = new Made(new SplitMix64(5));
        watch.update(made.at(5));
        byte[] before = CODEC.toBytes(watch);
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> watch.update(made.at(5)));
        assertTrue(e.getMessage().contains("endMillis must rise"), e.getMessage());
        assertArrayEquals(before, CODEC.toBytes(watch));
    }

    @Test
    void laws_aDecodedWatchGoesOnExactlyAsTheEncodedOne() {
        for (int cut : new int[] {0, 3, 12, 40, 65, 75, 100}) {
            NetworkWatch whole = NetworkWatch.create(WatchSettings.standard());
            NetworkWatch restored = NetworkWatch.create(WatchSettings.standard());
            SplitMix64 one = new SplitMix64(6);
            SplitMix64 two = new SplitMix64(6);
            List<Alert> expected = new ArrayList<>();
            List<Alert> actual = new ArrayList<>();
            for (int m = 0; m < 200; m++) {
                if (m == cut) {
                    restored = CODEC.fromBytes(CODEC.toBytes(restored));
                }
                expected.addAll(whole.update(attacked(one, m)));
                actual.addAll(restored.update(attacked(two, m)));
            }
            assertEquals(expected, actual);
            assertEquals(4, expected.size());
            assertArrayEquals(CODEC.toBytes(whole), CODEC.toBytes(restored));
        }
    }

    @Test
    void laws_alteredBytesAreRefusedOrGiveAWatchThatWorks() {
        NetworkWatch watch = NetworkWatch.create(WatchSettings.standard());
        SplitMix64 random = new SplitMix64(7);
        for (int m = 0; m < 64; m++) {
            watch.update(attacked(random, m));
        }
        byte[] whole = CODEC.toBytes(watch);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThrows(CorruptStateException.class, () -> CODEC.fromBytes(cut));
        }
        for (int i = 0; i < 2_000; i++) {
            byte[] altered = whole.clone();
            altered[random.nextInt(altered.length)] = (byte) random.nextLong();
            NetworkWatch decoded;
            try {
                decoded = CODEC.fromBytes(altered);
            } catch (CorruptStateException expected) {
                continue;
            }
            try {
                decoded.update(attacked(random, 65));
            } catch (IllegalArgumentException e) {
                assertTrue(e.getMessage().contains("must rise"), e.getMessage());
            }
            decoded.finish();
        }
    }

    @Test
    void oracle_slowScansAreThoseThatTakeTheirTime() {
        WatchSettings settings = WatchSettings.slow();
        SlowScanWatch watch = SlowScanWatch.create(settings);
        FanOut.Widest hosts = new FanOut.Widest("crawler", 900);
        for (int w = 0; w < 40; w++) {
            assertEquals(
                    List.of(),
                    watch.update(new Spread(
                            "net", w * 600_000L, hosts, new FanOut.Widest("client", 18 + w % 3), 12, 12, 11)));
        }
        Spread quick = new Spread("net", 40 * 600_000L, hosts, new FanOut.Widest("fast", 500), 12, 12, 1);
        assertEquals(List.of(), watch.update(quick));
        Spread slow = new Spread("net", 41 * 600_000L, hosts, new FanOut.Widest("patient", 160), 12, 12, 9);
        SlowScanWatch restored = SlowScanWatch.codec(settings)
                .fromBytes(SlowScanWatch.codec(settings).toBytes(watch));
        List<Alert> alerts = watch.update(slow);
        assertEquals(alerts, restored.update(slow));
        assertEquals("patient", only(alerts, AttackKind.SLOW_SCAN).source());
        assertArrayEquals(
                SlowScanWatch.codec(settings).toBytes(watch),
                SlowScanWatch.codec(settings).toBytes(restored));
        assertEquals(1, watch.finish().size());
        assertThrows(IllegalArgumentException.class, () -> watch.update(slow));
    }

    private static WindowStats attacked(SplitMix64 random, int minute) {
        Made made = new Made(random);
        if (minute >= 60 && minute < 70) {
            made.widest = "7.7.7.7";
            made.portsOfWidest = 600;
            made.ports = 620;
        }
        if (minute >= 62 && minute < 72) {
            made.connections = 40_000;
            made.toBusiest = 39_000;
            made.destinationEntropy = 0.4;
        }
        return made.at(minute);
    }
}
