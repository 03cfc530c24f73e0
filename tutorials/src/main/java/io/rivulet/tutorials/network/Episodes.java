package io.rivulet.tutorials.network;

import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Makes one alert of consecutive windows that show the same kind. One owner at a time. */
final class Episodes {

    private final Map<AttackKind, Alert> open = new EnumMap<>(AttackKind.class);
    private final long quietMillis;

    Episodes(long quietMillis) {
        this.quietMillis = quietMillis;
    }

    /** Adds to {@code alerts} those that are over by now. */
    void expire(long nowMillis, List<Alert> alerts) {
        open.values().removeIf(alert -> {
            boolean over = nowMillis - alert.lastMillis() > quietMillis;
            if (over) {
                alerts.add(alert.ended());
            }
            return over;
        });
    }

    /** Takes a window's alert in, and adds it to {@code alerts} if it is new. The clearest window gives the moves that are told at the end. */
    void show(Alert alert, List<Alert> alerts) {
        Alert known = open.get(alert.kind());
        if (known == null) {
            alerts.add(alert);
            open.put(alert.kind(), alert);
        } else {
            Alert clearer = alert.strength() > known.strength() ? alert : known;
            open.put(
                    alert.kind(),
                    new Alert(
                            known.key(),
                            known.kind(),
                            known.raisedMillis(),
                            alert.lastMillis(),
                            false,
                            clearer.source(),
                            clearer.target(),
                            clearer.moves(),
                            clearer.topSources(),
                            clearer.topDestinations()));
        }
    }

    /** Ends them all: there is no more input. */
    List<Alert> finish() {
        List<Alert> alerts = new ArrayList<>();
        open.values().forEach(alert -> alerts.add(alert.ended()));
        open.clear();
        return alerts;
    }

    void encode(StateWriter out) {
        out.writeInt(open.size());
        open.values().forEach(alert -> alert.encode(out));
    }

    void decode(StateReader in) {
        int size = in.readLength("alerts", 40);
        for (int i = 0; i < size; i++) {
            Alert alert = Alert.decode(in);
            if (alert.over() || Objects.nonNull(open.put(alert.kind(), alert))) {
                throw in.corrupt("open alerts must be of different kinds and not over, got " + alert.kind());
            }
        }
    }
}
