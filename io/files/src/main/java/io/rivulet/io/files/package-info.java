/**
 * Files as inputs and outputs: lines, CSV and JSON, plain or compressed; standard input, standard output and standard error.
 *
 * <table>
 * <caption>How to choose</caption>
 * <tr><th>content</th><th>read by</th><th>written by</th></tr>
 * <tr><td>lines of text</td><td>{@link io.rivulet.io.files.TextFile}</td><td>{@link io.rivulet.io.files.TextFileSink}</td></tr>
 * <tr><td>CSV, also separated by tabs or anything else</td><td>{@link io.rivulet.io.files.CsvFile}</td><td>{@link io.rivulet.io.files.CsvSink}</td></tr>
 * <tr><td>a JSON object per line</td><td>{@link io.rivulet.io.files.JsonLinesFile}</td><td>{@link io.rivulet.io.files.JsonLinesSink}</td></tr>
 * <tr><td>what a person or a pipe is to see</td><td>{@link io.rivulet.io.files.StandardInput}</td><td>{@link io.rivulet.io.files.Console}</td></tr>
 * </table>
 *
 * <p><b>Reading.</b> A path is a file, a directory (the files right in it), or a pattern of glob syntax where no file has that very name; in directories and
 * patterns, files that begin with a dot or an underscore are left out. Each file is a partition, named by its path; the list is sorted and made once, so that
 * all workers divide the same one. Files with the first two bytes of gzip are decompressed, whatever their name, with any number of members. Text must be
 * UTF-8; a byte order mark is passed over. Lines end with LF or CR LF.
 *
 * <p><b>Positions.</b> A {@link io.rivulet.io.files.FilePosition} is a byte of the content. In a plain file reading goes on there at once; a compressed file is
 * decompressed up to there again. A file that is now shorter, or in which no line starts there, is an error.
 *
 * <p><b>What is wrong.</b> Input that is no record is rejected with {@code file:line}, its text and the problem, and reading goes on. What is wrong with a
 * file as such (missing, unreadable, cut or damaged compression, a header without a column that is needed) is an {@link java.io.IOException} with its path
 * and how far reading came; all records before that place have been handed out.
 *
 * <p><b>Writing.</b> What is there already is an error unless replacing it is chosen. A file holds whole records only, at any time up to the system's own
 * writes: they are handed to the system together, when 64 KiB are full, when a batch of input is through, and at the end. Then other processes see them, under the
 * final name, so that a growing output can be followed; a failing system may lose what it had not yet put to disk. There is no file that appears only
 * when complete, since a writer that is closed cannot know whether its job succeeded. Delivery is at least once: a job that is started again
 * writes all again, or what came after its last epoch.
 *
 * <p><b>Exactly once.</b> {@code sink.exactlyOnce()} stages the records of an epoch in hidden files beside their place, and puts them there when the epoch is complete:
 * appended to the one file, or as a part of a directory under its final name. Readers see whole epochs only, but for the moment of an append. After a crash the staged
 * records of the last complete epoch are put in place, if they are not yet, and all others removed.
 *
 * <p><b>Why no CSV library reads here.</b> A reader must know the byte at which each record starts, go on after a byte that is not UTF-8 or a quote that is never
 * closed, and not make a string of each field. FastCSV writes, and the tests compare what is read with what it reads.
 */
package io.rivulet.io.files;
