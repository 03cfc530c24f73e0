package io.rivulet.runtime;

import java.util.List;

/**
 * A flow that a command can run: {@code rivulet run flow.jar}. The jar names its program in {@code META-INF/services/io.rivulet.runtime.FlowProgram}.
 *
 * <pre>{@code
 * public final class PortScans implements FlowProgram {
 *     public Dataflow dataflow(List<String> arguments) {
 *         Dataflow flow = Dataflow.named("port-scans");
 *         flow.input("connections", CsvFile.of(Path.of(arguments.get(0)), Connection.class))
 *             .output("lines", Console.lines());
 *         return flow;
 *     }
 * }
 * }</pre>
 */
@FunctionalInterface
public interface FlowProgram {

    /**
     * The flow, built anew at each call.
     *
     * @param arguments what stands behind the jar on the command line
     * @throws IllegalArgumentException if the arguments are wrong; the message is shown
     */
    Dataflow dataflow(List<String> arguments);
}
