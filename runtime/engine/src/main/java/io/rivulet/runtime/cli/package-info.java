/**
 * The frame of the command line: {@code rivulet SUBCOMMAND …}.
 *
 * <p>{@link io.rivulet.runtime.cli.Main} finds the {@link io.rivulet.runtime.cli.Subcommand}s on the class path, has picocli read the arguments into one of
 * them, runs it, and turns what went wrong into a message and an exit code. The modules bring their own subcommands, so that this package depends on none of
 * them; those of the distribution are in the module {@code tutorials}, which may import everything.
 *
 * <table>
 * <caption>Exit codes</caption>
 * <tr><td>0</td><td>done; also if whoever read standard output has stopped reading, as {@code | head} does</td></tr>
 * <tr><td>1</td><td>the job failed, or left out input that could not be read</td></tr>
 * <tr><td>2</td><td>wrong use: unknown options, parameters, names</td></tr>
 * <tr><td>130</td><td>interrupted, after stopping cleanly</td></tr>
 * </table>
 *
 * <p>Answers go to standard output, everything else to standard error. A command reaches both and the interrupt only through the
 * {@link io.rivulet.runtime.cli.Terminal} it is given, so that tests run it in their own JVM. A mistake of the user is a
 * {@link io.rivulet.runtime.cli.UserError}, shown without a stack trace; the hidden option {@code --stacktrace} shows it.
 */
package io.rivulet.runtime.cli;
