package io.rivulet.runtime.recovery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares a flow that wants to resume with the one that wrote an epoch. A step that the epoch does not know starts empty; whatever else differs is refused,
 * since the state would be lost or read as something else.
 */
public final class Compatibility {

    private Compatibility() {}

    /**
     * Checks that a flow can resume from an epoch.
     *
     * @param stored the epoch
     * @param flow the flow's name
     * @param keyGroups into how many groups it divides keys
     * @param steps its steps with something to restore
     * @param allowDroppedState whether steps of the epoch may be missing in the flow; what they held is then forgotten
     * @throws IllegalArgumentException with all that differs, and what to do
     */
    public static void check(
            Manifest stored, String flow, int keyGroups, List<StepState> steps, boolean allowDroppedState) {
        List<String> problems = problems(stored, flow, keyGroups, steps, allowDroppedState);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("flow \"" + flow + "\" cannot resume from epoch " + stored.epoch()
                    + ":\n  - " + String.join("\n  - ", problems));
        }
    }

    /** All that speaks against it, one sentence each; empty if nothing does. */
    static List<String> problems(
            Manifest stored, String flow, int keyGroups, List<StepState> steps, boolean allowDroppedState) {
        List<String> problems = new ArrayList<>();
        if (!stored.flow().equals(flow)) {
            problems.add("it is that of flow \"" + stored.flow()
                    + "\"; use that flow's name, or another recovery directory for this one");
        }
        if (stored.keyGroups() != keyGroups) {
            problems.add("it has " + stored.keyGroups() + " key groups, the flow has " + keyGroups
                    + "; use the build that wrote it, or start with an empty recovery directory");
        }
        Map<String, StepState> wanted = new LinkedHashMap<>();
        steps.forEach(step -> wanted.put(step.step(), step));
        for (StepState was : stored.steps()) {
            StepState is = wanted.get(was.step());
            if (is != null) {
                compare(was, is, problems);
            } else if (!allowDroppedState) {
                problems.add(
                        was.kind() + " step \"" + was.step()
                                + "\" is missing in the flow; give it back its name, or allow that its state is dropped (--allow-dropped-state)");
            }
        }
        return problems;
    }

    private static void compare(StepState was, StepState is, List<String> problems) {
        String step = "step \"" + was.step() + "\" ";
        String otherwise = ", or give the step another name to let it start empty";
        if (!was.kind().equals(is.kind())) {
            problems.add(step + "was of kind " + was.kind() + " and is of kind " + is.kind() + "; make it what it was"
                    + otherwise);
            return;
        }
        if (!was.form().equals(is.form())) {
            problems.add(step + "was stored in form \"" + was.form() + "\" and is in form \"" + is.form()
                    + "\"; make it what it was" + otherwise);
        } else if (was.version() > is.version()) {
            problems.add(step + "was stored in version " + was.version() + " of form \"" + was.form()
                    + "\", this build reads up to version " + is.version() + "; use the build that wrote it"
                    + otherwise);
        }
        if (!was.fingerprint().equals(is.fingerprint())) {
            problems.add(step + "was made as " + quoted(was.fingerprint()) + " and is made as "
                    + quoted(is.fingerprint()) + "; make it what it was" + otherwise);
        }
    }

    private static String quoted(String text) {
        return text.isEmpty() ? "nothing particular" : "\"" + text + "\"";
    }
}
