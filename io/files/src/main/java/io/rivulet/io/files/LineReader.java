package io.rivulet.io.files;

import io.rivulet.runtime.connect.BadInput;
import io.rivulet.runtime.connect.SourceOutput;
import java.io.IOException;
import java.time.DateTimeException;

/** Reads files of one record per line. */
final class LineReader<T> implements RecordReader<T> {

    /** Makes a record of a line. */
    interface Mapper<T> {

        /**
         * A record of {@code bytes[from..to)}, which are well-formed UTF-8.
         *
         * @throws BadValueException if the line is no such record
         */
        T map(byte[] bytes, int from, int to) throws IOException;
    }

    private final Mapper<T> mapper;
    private final boolean passesBlank;

    /** @param passesBlank whether empty lines are no records */
    LineReader(Mapper<T> mapper, boolean passesBlank) {
        this.mapper = mapper;
        this.passesBlank = passesBlank;
    }

    @Override
    public Step start(LineScanner lines) throws IOException {
        return lines.start() == LineScanner.Found.LATER ? Step.LATER : Step.DONE;
    }

    @Override
    public Step next(LineScanner lines, SourceOutput<T> out) throws IOException {
        LineScanner.Found found = lines.toRecord();
        if (found == LineScanner.Found.LINE) {
            found = lines.line();
        }
        return switch (found) {
            case LINE -> {
                take(lines, out);
                yield Step.DONE;
            }
            case TOO_LONG -> {
                BadInput bad = lines.bad("a line must be at most " + lines.options.maxLineBytes() + " bytes, got more");
                lines.pass();
                out.reject(bad);
                yield Step.DONE;
            }
            case PASSED -> Step.DONE;
            case LATER -> Step.LATER;
            case END -> Step.END;
        };
    }

    private void take(LineScanner lines, SourceOutput<T> out) throws IOException {
        byte[] bytes = lines.window.bytes;
        int from = lines.window.pos;
        int to = lines.to;
        if (from == to && passesBlank) {
            lines.advance();
            return;
        }
        T record = null;
        String problem = "";
        if (lines.ascii || LineScanner.isUtf8(bytes, from, to)) {
            try {
                record = mapper.map(bytes, from, to);
                if (record == null) {
                    throw new NullPointerException("the mapper of " + lines.place() + " gave null");
                }
            } catch (BadValueException | IllegalArgumentException | ArithmeticException | DateTimeException e) {
                problem = String.valueOf(e.getMessage());
            }
        } else {
            problem = "a line must be UTF-8";
        }
        if (record == null) {
            BadInput bad = lines.bad(problem, to);
            lines.advance();
            out.reject(bad);
        } else {
            lines.advance();
            out.emit(record);
        }
    }
}
