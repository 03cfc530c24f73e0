/**
 * The distribution's own commands: {@code catalog}, {@code apply} and {@code tutorial}.
 *
 * <p>They are here and not in {@code runtime.cli}, which holds the frame, because they bring the algorithms, the file formats and the tutorials together; only
 * this module may import all of them. {@code runtime.cli} finds them by {@link java.util.ServiceLoader}.
 *
 * <p>{@code apply} in the order to read it: {@code ApplyCommand} (options, and the contract of its output), {@code RowReader} (files to rows),
 * {@code Extraction} (rows to what the algorithm takes in), {@code Answering} (records to answers: of the whole stream, of windows), {@code AnswerSink} (answers
 * to text or JSON). It drives the algorithms directly instead of building a dataflow: one thread reads and answers, records can be windowed by their number,
 * and an answer can follow each record. {@code Answering} is where a dataflow would come in.
 */
package io.rivulet.commands;
