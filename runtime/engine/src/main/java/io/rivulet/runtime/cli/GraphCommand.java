package io.rivulet.runtime.cli;

import io.rivulet.runtime.dataflow.GraphDrawing;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rivulet graph}: draws a flow. */
@Command(
        name = "graph",
        description = "Draw a flow: its steps, and what becomes of records at its inputs and outputs after a crash.")
public final class GraphCommand implements Subcommand {

    /** Languages that draw. */
    enum Language {
        /** For Markdown pages. */
        mermaid,
        /** For Graphviz. */
        dot,
        /** For programs. */
        json
    }

    @Parameters(index = "0", paramLabel = "FLOW", description = "A jar with a flow, or a folder of its classes.")
    private Path jar;

    @Parameters(index = "1..*", paramLabel = "ARGUMENT", description = "For the flow.")
    private List<String> arguments = List.of();

    @Option(names = "--program", paramLabel = "CLASS", description = "Which, where the jar holds several.")
    private Optional<String> program = Optional.empty();

    @Option(
            names = "--as",
            paramLabel = "LANGUAGE",
            defaultValue = "mermaid",
            description = "What to write: ${COMPLETION-CANDIDATES}.")
    private Language language = Language.mermaid;

    @Option(names = "--expanded", description = "Composed operators with their parts.")
    private boolean expanded;

    /** For picocli. */
    public GraphCommand() {}

    @Override
    public int run(Terminal terminal) throws Exception {
        try (FlowJar flow = FlowJar.open(jar)) {
            var graph = FlowJar.checked(flow.dataflow(program, arguments));
            GraphDrawing drawing = expanded ? GraphDrawing.expanded(graph) : GraphDrawing.folded(graph);
            terminal.out()
                    .print(
                            switch (language) {
                                case mermaid -> drawing.mermaid();
                                case dot -> drawing.dot();
                                case json -> drawing.json() + "\n";
                            });
        }
        return 0;
    }
}
