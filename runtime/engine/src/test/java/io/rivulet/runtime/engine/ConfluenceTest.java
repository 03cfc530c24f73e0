package io.rivulet.runtime.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.runtime.dataflow.Port;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Several streams become one, call by call. The number in a name is that of the scenario. */
class ConfluenceTest {

    private final List<String> out = new ArrayList<>();

    /** Writes down what comes. */
    private final class Seen extends Port<Object> {
        @Override
        public void record(Object record, long timeMillis) {
            out.add(record.toString());
        }

        @Override
        public void watermark(long watermarkMillis) {
            out.add("wm " + watermarkMillis);
        }

        @Override
        public void batchEnd() {}

        @Override
        public void barrier(long epoch) {
            out.add("barrier " + epoch);
        }

        @Override
        public void end() {
            out.add("end");
        }
    }

    private List<ConfluenceInput> inputs(int count) {
        return inputs(count, true);
    }

    private List<ConfluenceInput> inputs(int count, boolean aligned) {
        Confluence confluence = new Confluence(count, aligned, new Seen());
        List<ConfluenceInput> inputs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            inputs.add(new ConfluenceInput(ConfluenceInput.Place.of(confluence, i)));
        }
        return inputs;
    }

    @Test
    void s117_whatFollowsABarrierIsHeldUntilAllHaveComeToIt() {
        List<ConfluenceInput> q = inputs(2);
        q.get(0).barrier(0);
        q.get(1).record(1, 0);
        assertEquals(List.of("1"), out);
        q.get(0).record(2, 0);
        assertEquals(List.of("1"), out);
        q.get(1).barrier(0);
        assertEquals(List.of("1", "barrier 0", "2"), out);
    }

    @Test
    void s118_withoutAlignmentNothingIsHeld() {
        List<ConfluenceInput> q = inputs(2, false);
        q.get(0).barrier(0);
        q.get(1).record(1, 0);
        q.get(0).record(2, 0);
        assertEquals(List.of("1", "2"), out);
        q.get(1).barrier(0);
        assertEquals(List.of("1", "2", "barrier 0"), out);
    }

    @Test
    void s118_withoutAlignmentBarriersWatermarksAndEndsStayInOrder() {
        List<ConfluenceInput> q = inputs(3, false);
        q.get(0).barrier(0);
        q.get(0).watermark(7);
        q.get(0).record("a", 7);
        q.get(0).end();
        q.get(1).watermark(5);
        q.get(1).barrier(0);
        assertEquals(List.of("a"), out, "the last input is still awaited");
        q.get(2).watermark(6);
        q.get(2).end();
        assertEquals(List.of("a", "wm 5", "barrier 0"), out);
        q.get(1).barrier(1);
        q.get(1).end();
        assertEquals(List.of("a", "wm 5", "barrier 0", "barrier 1", "end"), out);
    }

    @Test
    void s118_anInputThatHasEndedIsNotWaitedFor() {
        List<ConfluenceInput> q = inputs(3);
        q.get(0).end();
        q.get(1).barrier(0);
        q.get(1).record(1, 0);
        assertEquals(List.of(), out);
        // The other one ends before its barrier comes.
        q.get(2).end();
        assertEquals(List.of("barrier 0", "1"), out);
        q.get(1).barrier(1);
        q.get(1).end();
        assertEquals(List.of("barrier 0", "1", "barrier 1", "end"), out);
    }

    @Test
    void s118_barriersAndWatermarksStayInOrder() {
        List<ConfluenceInput> q = inputs(2);
        q.get(0).watermark(5);
        q.get(0).barrier(0);
        q.get(0).watermark(7);
        q.get(0).record("a", 7);
        q.get(0).watermark(9);
        q.get(1).watermark(8);
        assertEquals(List.of("wm 5"), out, "what the first input said behind its barrier does not count yet");
        q.get(1).record("b", 8);
        q.get(1).barrier(0);
        assertEquals(List.of("wm 5", "b", "barrier 0", "wm 7", "a", "wm 8"), out);
    }

    @Test
    void s118_theEndOfAHeldInputWaitsToo() {
        List<ConfluenceInput> q = inputs(2);
        q.get(0).barrier(0);
        q.get(0).record(1, 0);
        q.get(0).end();
        q.get(1).record(2, 0);
        assertEquals(List.of("2"), out);
        q.get(1).barrier(0);
        assertEquals(List.of("2", "barrier 0", "1"), out);
        q.get(1).barrier(1);
        assertEquals(List.of("2", "barrier 0", "1", "barrier 1"), out);
        q.get(1).end();
        assertEquals("end", out.get(4));
    }

    @Test
    void whoeverLeadsToAHeldInputIsTold() {
        Confluence confluence = new Confluence(2, true, new Seen());
        ConfluenceInput.Place first = ConfluenceInput.Place.of(confluence, 0);
        new ConfluenceInput(first).barrier(3);
        assertFalse(first.held().hasRoom());
        assertTrue(confluence.isHeld(0));
        assertFalse(confluence.isHeld(1));
        IllegalStateException e = assertThrows(IllegalStateException.class, () -> confluence.barrier(1, 4));
        assertEquals("input 1 ends epoch 4 while others end 3", e.getMessage());
        confluence.barrier(1, 3);
        assertTrue(first.held().hasRoom());
    }

    @Test
    void s118_withoutAlignmentChannelsAreReadOn() {
        Confluence confluence = new Confluence(2, false, new Seen());
        confluence.barrier(0, 3);
        assertFalse(confluence.isHeld(0));
        confluence.barrier(1, 3);
        assertEquals(List.of("barrier 3"), out);
    }
}
