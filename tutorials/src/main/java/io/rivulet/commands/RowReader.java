package io.rivulet.commands;

import io.rivulet.io.files.CsvFile;
import io.rivulet.io.files.CsvRow;
import io.rivulet.io.files.FilePosition;
import io.rivulet.io.files.JsonLinesFile;
import io.rivulet.io.files.JsonObject;
import io.rivulet.io.files.TextFile;
import io.rivulet.runtime.cli.UserError;
import io.rivulet.runtime.connect.BadInput;
import io.rivulet.runtime.connect.Source;
import io.rivulet.runtime.connect.SourceOutput;
import io.rivulet.runtime.connect.SourcePartition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Reads a file, or standard input, row by row. Blank lines are no records. */
final class RowReader {

    /** Takes rows. */
    interface Rows {

        /** @throws IllegalArgumentException if the row must be refused; its line is then a bad one */
        void row(Row row);
    }

    /** Between stretches of reading. */
    interface Between {

        /**
         * @param idle whether nothing is there to read now
         * @return whether to go on
         */
        boolean goOn(boolean idle);
    }

    /** What the user said about the input. */
    record Options(RowFormat format, Optional<String> separator, boolean header, int maxLineBytes, boolean baskets) {}

    private static final int STRETCH = 1_000;
    private static final long IDLE_NANOS = 2_000_000;

    private final Path path;
    private final Options options;
    private final Rows rows;
    private final Consumer<BadInput> bad;

    /** @param path a file, a directory, a pattern, or {@code -} */
    RowReader(Path path, Options options, Rows rows, Consumer<BadInput> bad) {
        this.path = path;
        this.options = options;
        this.rows = rows;
        this.bad = bad;
    }

    /** @throws IOException if a file cannot be read to its end; all rows before that were handed out */
    void read(Between between) throws IOException {
        switch (options.format()) {
            case LINES, BASKETS -> readLines(between);
            case CSV -> readCsv(between);
            default -> readJson(between);
        }
    }

    /*
     * Rows of CSV and JSON are handed out by the mapper, while the file's reader still knows the line: so a row that the algorithm refuses is reported with
     * its place like one that cannot be read. What the mapper makes of it is not used.
     */

    private void readCsv(Between between) throws IOException {
        CsvFields fields = new CsvFields();
        int[] size = {0};
        CsvFile<Boolean> file = CsvFile.<Boolean>of(path, row -> {
                    if (!options.header() && !options.baskets()) {
                        checkSize(row, size);
                    }
                    rows.row(fields.of(row));
                    return Boolean.TRUE;
                })
                .maxLineBytes(options.maxLineBytes());
        if (options.separator().isPresent()) {
            String separator = options.separator().get();
            if (separator.length() != 1) {
                throw UserError.wrongUse("--separator of csv must be one character or tab, got \"" + separator + "\"");
            }
            file = file.separator(separator.charAt(0));
        }
        CsvFile<Boolean> source = options.header() ? file : file.withoutHeader();
        read(source, fields::newFile, new Collected<>(bad), between);
    }

    private void readJson(Between between) throws IOException {
        JsonFields fields = new JsonFields();
        JsonLinesFile<Boolean> file = JsonLinesFile.<Boolean>of(path, (JsonObject object) -> {
                    rows.row(fields.of(object.node()));
                    return Boolean.TRUE;
                })
                .maxLineBytes(options.maxLineBytes());
        read(file, () -> {}, new Collected<>(bad), between);
    }

    private void readLines(Between between) throws IOException {
        Lines lines = new Lines();
        TextFile file = TextFile.of(path).maxLineBytes(options.maxLineBytes());
        for (String partition : file.partitions()) {
            lines.newFile(partition);
            boolean on = read(file, partition, lines, between);
            lines.endFile();
            if (!on) {
                return;
            }
        }
    }

    private static <T> void read(Source<T, FilePosition> source, Runnable newFile, SourceOutput<T> out, Between between)
            throws IOException {
        for (String partition : source.partitions()) {
            newFile.run();
            if (!read(source, partition, out, between)) {
                return;
            }
        }
    }

    private static <T> boolean read(
            Source<T, FilePosition> source, String partition, SourceOutput<T> out, Between between) throws IOException {
        try (SourcePartition<T, FilePosition> open = source.open(partition, Optional.empty())) {
            while (true) {
                SourcePartition.Poll poll = open.poll(out, STRETCH);
                if (poll == SourcePartition.Poll.END) {
                    return true;
                }
                boolean idle = poll == SourcePartition.Poll.IDLE;
                if (!between.goOn(idle)) {
                    return false;
                }
                if (idle) {
                    LockSupport.parkNanos(IDLE_NANOS);
                }
            }
        }
    }

    private static void checkSize(CsvRow row, int[] size) {
        if (size[0] == 0) {
            size[0] = row.size();
        }
        if (row.size() != size[0]) {
            throw new IllegalArgumentException(
                    "a record must have " + size[0] + " fields as the first one, got " + row.size());
        }
    }

    /** For sources whose mapper has done the work. */
    private record Collected<T>(Consumer<BadInput> bad) implements SourceOutput<T> {

        @Override
        public void emit(T record) {}

        @Override
        public long clockMillis() {
            return 0;
        }

        @Override
        public void reject(BadInput input) {
            bad.accept(input);
        }
    }

    /** Every line is emitted or rejected, in order, so that counting gives their numbers. */
    private final class Lines implements SourceOutput<String> {

        private final boolean detects = options.baskets() && options.separator().isEmpty();
        private final LineFields fields = new LineFields(options.separator());
        private final LineFields byCommas = new LineFields(Optional.of(","));
        private BasketSeparator separator = new BasketSeparator();
        private String file = "";
        private long number;

        void newFile(String partition) {
            file = partition.equals("-") ? "standard input" : partition;
            number = 0;
            separator = new BasketSeparator();
        }

        @Override
        public void emit(String line) {
            number++;
            if (line.isBlank()) {
                return;
            }
            if (detects) {
                separator.next(number, line).forEach(this::take);
            } else {
                take(number, line);
            }
        }

        @Override
        public long clockMillis() {
            return 0;
        }

        @Override
        public void reject(BadInput input) {
            number++;
            bad.accept(input);
        }

        void endFile() {
            separator.end().forEach(this::take);
        }

        private void take(BasketSeparator.Held held) {
            take(held.number(), held.line());
        }

        private void take(long at, String line) {
            try {
                rows.row(detects ? separator.row(line, byCommas, fields) : fields.of(line));
            } catch (IllegalArgumentException e) {
                bad.accept(new BadInput(file + ":" + at, line, String.valueOf(e.getMessage())));
            }
        }
    }
}
