/**
 * {@code rivulet state}: looks into a recovery store, and changes one that no job runs on. Read {@code StateCommand} first; each of its subcommands is a class, which
 * finds the store through {@code StoreDirectory}.
 *
 * <p>{@code list}, {@code show}, {@code export} and {@code savepoint} only read, and may be used while a job runs. {@code drop} and {@code compact} take the store over, as
 * another run would: a job that still runs on it stops at its next epoch, and nothing is lost.
 */
package io.rivulet.runtime.cli.state;
