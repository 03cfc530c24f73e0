package io.rivulet.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The code of a Javadoc comment, as the body of a class of its own. Whatever it uses without having made it is a member of {@link Given}. Where a comment behind a
 * statement begins with a value, the class checks that it is the statement's.
 *
 * @param place the source file, from the base package
 */
record JavadocExample(String place, String className, String source) {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> MODULES = List.of("algorithms", "runtime/engine", "io/files");
    private static final Pattern BLOCK = Pattern.compile("<pre>\\{@code\\n(.*?)\\n *\\* }</pre>", Pattern.DOTALL);

    /** A statement of one line, and a comment that begins with a number, with true or false, or with a list. */
    private static final Pattern TOLD = Pattern.compile(
            "(\\s*)([\\w.]+\\(.*\\)[\\w.()]*);\\s*// "
                    + "(-?[\\d,]+(?:\\.\\d+)?(?:e-?\\d+)?…?|true|false|\\[[^\\[\\]]*])(?=$|[:;,] | of | bits|\\.$)(?!.*\\babout\\b).*");

    /** All examples of all modules. */
    static List<JavadocExample> all() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String module : MODULES) {
            try (Stream<Path> found = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
                found.filter(file -> file.toString().endsWith(".java")).sorted().forEach(files::add);
            }
        }
        String imports = imports(files);
        List<JavadocExample> examples = new ArrayList<>();
        for (Path file : files) {
            Matcher blocks = BLOCK.matcher(Files.readString(file));
            while (blocks.find()) {
                String name = "Example" + examples.size();
                examples.add(new JavadocExample(
                        fromBase(file), name, source(name, imports + ownPackage(file), blocks.group(1))));
            }
        }
        return examples;
    }

    private static String fromBase(Path file) {
        String path = file.toString().replace('\\', '/');
        return path.substring(path.indexOf("/io/rivulet/") + "/io/rivulet/".length());
    }

    private static String packageOf(Path file) {
        String path = fromBase(file);
        int end = path.lastIndexOf('/');
        return "io.rivulet" + (end < 0 ? "" : "." + path.substring(0, end).replace('/', '.'));
    }

    private static String imports(List<Path> files) {
        StringBuilder imports = new StringBuilder();
        Stream.of("java.nio.file", "java.time", "java.util", "java.util.function", "java.util.stream")
                .forEach(name -> imports.append("import ").append(name).append(".*;\n"));
        files.stream().map(JavadocExample::packageOf).distinct().forEach(name -> imports.append("import ")
                .append(name)
                .append(".*;\n"));
        return imports.toString();
    }

    /** Of types of one name, an example means that of its own package. */
    private static String ownPackage(Path file) {
        StringBuilder imports = new StringBuilder();
        try (Stream<Path> beside = Files.list(file.getParent())) {
            for (Path type :
                    beside.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
                String name = type.getFileName().toString().replace(".java", "");
                if (Pattern.compile("^public [\\w -]*\\b" + name + "\\b", Pattern.MULTILINE)
                        .matcher(Files.readString(type))
                        .find()) {
                    imports.append("import %s.%s;%n".formatted(packageOf(file), name));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return imports.toString();
    }

    private static String source(String name, String imports, String block) {
        StringBuilder body = new StringBuilder();
        for (String line : block.lines().toList()) {
            String code = line.replaceFirst("^ *\\* ?", "")
                    .replace("&lt;", "<")
                    .replace("{ ... }", "{}")
                    .replaceFirst("^public (final )?class", "class");
            Matcher told = TOLD.matcher(code);
            body.append(
                            told.matches()
                                    ? "%srequire(\"%s\", %s);"
                                            .formatted(
                                                    told.group(1), told.group(3).replace("\"", "\\\""), told.group(2))
                                    : code)
                    .append('\n');
        }
        return "package io.rivulet.examples;\n" + imports + "final class " + name + " extends Given {\n"
                + "@Override protected void run() throws Exception {\n" + body + "}\n}\n";
    }
}
