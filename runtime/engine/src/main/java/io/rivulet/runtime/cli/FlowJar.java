package io.rivulet.runtime.cli;

import io.rivulet.runtime.Dataflow;
import io.rivulet.runtime.FlowProgram;
import io.rivulet.runtime.dataflow.Graph;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.ServiceLoader.Provider;

/** A jar with a flow, or with several of which one is chosen. Stays open while the flow is in use. */
final class FlowJar implements AutoCloseable {

    private final Path jar;
    private final URLClassLoader loader;

    private FlowJar(Path jar, URLClassLoader loader) {
        this.jar = jar;
        this.loader = loader;
    }

    static FlowJar open(Path jar) throws IOException {
        if (!Files.isReadable(jar)) {
            throw UserError.wrongUse("FLOW must be a jar or a folder of classes that can be read, got " + jar);
        }
        return new FlowJar(jar, new URLClassLoader(new URL[] {jar.toUri().toURL()}, FlowJar.class.getClassLoader()));
    }

    /** The flow of the one program in the jar, or of the class that is named. */
    Dataflow dataflow(Optional<String> program, List<String> arguments) {
        try {
            List<Provider<FlowProgram>> found = ServiceLoader.load(FlowProgram.class, loader).stream()
                    .filter(provider ->
                            program.isEmpty() || provider.type().getName().equals(program.get()))
                    .toList();
            if (found.size() != 1) {
                throw UserError.wrongUse(choice(program, found));
            }
            return found.get(0).get().dataflow(arguments);
        } catch (ServiceConfigurationError e) {
            throw UserError.wrongUse(jar + ": " + e.getMessage());
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw UserError.wrongUse(e);
        }
    }

    private String choice(Optional<String> program, List<Provider<FlowProgram>> found) {
        List<String> all = ServiceLoader.load(FlowProgram.class, loader).stream()
                .map(provider -> provider.type().getName())
                .toList();
        if (all.isEmpty()) {
            return jar + " must name its program in META-INF/services/" + FlowProgram.class.getName() + ", found none";
        }
        return program.isEmpty()
                ? jar + " holds " + found.size() + " programs; choose one by --program: " + String.join(", ", all)
                : "--program must be one of " + String.join(", ", all) + ", got " + program.get();
    }

    /** The graph of a flow, checked. */
    static Graph checked(Dataflow flow) {
        try {
            return flow.graph();
        } catch (IllegalArgumentException e) {
            throw UserError.wrongUse(e);
        }
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
