package io.rivulet.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** example_: every piece of code in a Javadoc comment compiles, runs, and gives the values that its comments tell. */
class JavadocExamplesTest {

    /** Those that write into the folder where they run, wait for somebody to stop them, or are a piece of a running job. */
    private static final Set<String> COMPILED_ONLY = Set.of(
            "runtime/Recovery.java",
            "runtime/cli/Interrupts.java",
            "runtime/recovery/FrameWriter.java",
            "runtime/recovery/RecoveryStore.java");

    @TempDir
    private static Path classes;

    @TestFactory
    List<DynamicTest> example_inEveryJavadocComment() throws Exception {
        List<JavadocExample> examples = JavadocExample.all();
        assertTrue(examples.size() > 140, "there were " + examples.size());
        // Or a change of how comments are written would leave them unread.
        long told = examples.stream()
                .flatMap(example -> example.source().lines())
                .filter(line -> line.strip().startsWith("require(\""))
                .count();
        assertTrue(told >= 130, "values told by comments were " + told);
        compile(examples);
        URLClassLoader loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader());
        return examples.stream()
                .filter(example -> !COMPILED_ONLY.contains(example.place()))
                .map(example -> dynamicTest(example.place(), () -> {
                    var made = Class.forName("io.rivulet.examples." + example.className(), true, loader)
                            .getDeclaredConstructor();
                    made.setAccessible(true);
                    ((Executable) made.newInstance()).execute();
                }))
                .toList();
    }

    private static void compile(List<JavadocExample> examples) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter errors = new StringWriter();
        List<JavaFileObject> sources = examples.stream()
                .<JavaFileObject>map(example -> new Source(example.place(), example.className(), example.source()))
                .toList();
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        boolean compiled = compiler.getTask(
                        errors,
                        null,
                        null,
                        List.of("-proc:none", "-nowarn", "-d", classes.toString(), "-cp", path, "-Xmaxerrs", "1000"),
                        null,
                        sources)
                .call();
        assertTrue(compiled, errors.toString());
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String place, String className, String text) {
            super(URI.create("javadoc:///" + place + "/" + className + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreErrors) {
            return text;
        }
    }
}
