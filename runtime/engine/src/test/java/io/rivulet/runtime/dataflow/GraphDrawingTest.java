package io.rivulet.runtime.dataflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.runtime.Dataflow;
import io.rivulet.runtime.testing.TestSink;
import io.rivulet.runtime.testing.TestSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Drawings, folded and expanded, and graphs made by hand. The number in a name is that of the scenario. */
class GraphDrawingTest {

    private static Graph graph() {
        Dataflow flow = Dataflow.named("flow");
        var parts = flow.input("in", TestSource.of(1, 2))
                .through("outer", part -> part.map("double", n -> 2 * n)
                        .through("deep", deeper -> deeper.filter("small", n -> n < 3)))
                .branch("parity", n -> n % 2 == 0);
        parts.matching().output("even", new TestSink<>());
        parts.others().output("odd", new TestSink<>());
        return flow.graph();
    }

    @Test
    void s11_foldedAComposedOperatorIsOneBox() {
        assertEquals("""
                flowchart TD
                subgraph n0["flow (dataflow)"]
                    n1["flow.in (input, exactly once)"]
                    n2["flow.outer (composed)"]
                    n3["flow.parity (branch)"]
                    n4["flow.even (output, at least once)"]
                    n5["flow.odd (output, at least once)"]
                end
                n1 --> n2
                n2 --> n3
                n3 --> n4
                n3 -->|otherwise| n5
                """, GraphDrawing.folded(graph()).mermaid());
    }

    @Test
    void s11_expandedItIsAFrameAroundItsParts() {
        String mermaid = GraphDrawing.expanded(graph()).mermaid();
        String frame = String.join(
                "\n",
                "    subgraph n2[\"flow.outer (composed)\"]",
                "        n3[\"flow.outer.double (stateless)\"]",
                "        subgraph n4[\"flow.outer.deep (composed)\"]",
                "            n5[\"flow.outer.deep.small (stateless)\"]",
                "        end",
                "    end",
                "");
        assertTrue(mermaid.contains(frame), mermaid);
        assertTrue(mermaid.contains("n3 --> n5\n"), mermaid);
    }

    @Test
    void s11_dotHasClustersAndLabels() {
        String dot = GraphDrawing.expanded(graph()).dot();
        assertTrue(dot.startsWith("digraph \"flow\" {\n"), dot);
        assertTrue(dot.contains("subgraph cluster_n2 {\n        label=\"flow.outer\\ncomposed\";"), dot);
        assertTrue(dot.contains("[label=\"otherwise\"];"), dot);
        assertTrue(dot.endsWith("}\n"), dot);
    }

    @Test
    void s11_jsonNestsPartsAndNamesArrows() {
        assertEquals(
                "{\"name\":\"flow\",\"steps\":[{\"id\":\"flow.in\",\"kind\":\"input\",\"guarantee\":\"exactly once\"},{\"id\":\"flow.outer\",\"kind\":\"composed\",\"steps\":["
                        + "{\"id\":\"flow.outer.double\",\"kind\":\"stateless\"},{\"id\":\"flow.outer.deep\",\"kind\":\"composed\",\"steps\":["
                        + "{\"id\":\"flow.outer.deep.small\",\"kind\":\"stateless\"}]}]},{\"id\":\"flow.parity\",\"kind\":\"branch\"},"
                        + "{\"id\":\"flow.even\",\"kind\":\"output\",\"guarantee\":\"at least once\"},{\"id\":\"flow.odd\",\"kind\":\"output\",\"guarantee\":\"at least once\"}],\"arrows\":["
                        + "{\"from\":\"flow.in\",\"output\":\"out\",\"to\":\"flow.outer.double\"},"
                        + "{\"from\":\"flow.outer.double\",\"output\":\"out\",\"to\":\"flow.outer.deep.small\"},"
                        + "{\"from\":\"flow.outer.deep.small\",\"output\":\"out\",\"to\":\"flow.parity\"},"
                        + "{\"from\":\"flow.parity\",\"output\":\"out\",\"to\":\"flow.even\"},"
                        + "{\"from\":\"flow.parity\",\"output\":\"otherwise\",\"to\":\"flow.odd\"}]}",
                GraphDrawing.expanded(graph()).json());
    }

    @Test
    void s9_cyclesAndSelfEdgesAreRefused() {
        Step in = new Step.Input<>("in", TestSource.of(1), Optional.empty());
        Step self = new Step.Merge("self", List.of(Wire.of("in"), Wire.of("self")));
        Step out = new Step.Output<>("out", Wire.of("self"), new TestSink<>());
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> Graph.of("flow", List.of(in, self, out)));
        assertTrue(e.getMessage().contains("self <- self"), e.getMessage());

        Step a = new Step.Merge("a", List.of(Wire.of("in"), Wire.of("b")));
        Step b = new Step.Merge("b", List.of(Wire.of("a")));
        Step end = new Step.Output<>("out", Wire.of("b"), new TestSink<>());
        IllegalArgumentException cycle =
                assertThrows(IllegalArgumentException.class, () -> Graph.of("flow", List.of(in, a, b, end)));
        assertTrue(cycle.getMessage().contains("a <- b <- a"), cycle.getMessage());
    }
}
