package io.rivulet.commands;

/**
 * Where windows lie on a line of positions: times in milliseconds, or numbers of records from 0. A window covers {@code size} positions before its end, and ends
 * are {@code slide} apart.
 *
 * @param size positions in a window
 * @param slide from one end to the next, at most {@code size}
 * @param phase an end, less a multiple of {@code slide}
 */
record WindowGrid(long size, long slide, long phase) {

    /** Windows that start at multiples of the slide. */
    static WindowGrid startingAtMultiples(long size, long slide) {
        return new WindowGrid(size, slide, Math.floorMod(size, slide));
    }

    /** Windows that end at multiples of the slide. */
    static WindowGrid endingAtMultiples(long size, long slide) {
        return new WindowGrid(size, slide, 0);
    }

    /** The end of the first window that holds a position. */
    long firstEnd(long position) {
        return Math.floorDiv(position - phase, slide) * slide + slide + phase;
    }

    /** The length of panes, of which all windows are made. */
    long pane() {
        long a = size;
        long b = slide;
        while (b != 0) {
            long rest = a % b;
            a = b;
            b = rest;
        }
        return a;
    }

    /** The end of the pane that holds a position. Ends of windows are multiples of the pane, whatever the phase. */
    long paneEnd(long position) {
        return Math.floorDiv(position, pane()) * pane() + pane();
    }
}
