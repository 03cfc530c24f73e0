package io.rivulet.runtime.cli.state;

import io.rivulet.runtime.cli.Terminal;
import io.rivulet.runtime.recovery.Manifest;
import java.io.IOException;

/** Says what a command has made of a store. */
final class StateChange {

    private StateChange() {}

    /**
     * Says it.
     *
     * @param what what was done, a sentence's beginning that the epoch follows
     * @param place where the result is
     * @param before bytes of the store that was read
     * @param after bytes of the result
     */
    static void say(
            Terminal terminal, boolean json, String what, Manifest manifest, String place, long before, long after)
            throws IOException {
        if (json) {
            StateJson lines = new StateJson(terminal.out());
            lines.line(fields -> {
                fields.writeStringField("flow", manifest.flow());
                fields.writeStringField("place", place);
                fields.writeNumberField("epoch", manifest.epoch());
                fields.writeNumberField("bytesBefore", before);
                fields.writeNumberField("bytes", after);
            });
            lines.flush();
        } else {
            terminal.out()
                    .println(what + " epoch " + manifest.epoch() + " of flow \"" + manifest.flow() + "\": "
                            + Columns.text(before) + " bytes before, now " + Columns.text(after) + " in " + place);
        }
    }
}
