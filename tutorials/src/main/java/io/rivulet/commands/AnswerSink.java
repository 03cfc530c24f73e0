package io.rivulet.commands;

import io.rivulet.algorithms.catalog.Answer;
import java.util.Map;

/** Shows answers as they come. */
interface AnswerSink {

    /**
     * Shows one answer.
     *
     * @param place what it is the answer of: key, start and end of a window …; empty for the whole stream
     * @param records how many records it covers
     */
    void answer(Map<String, Object> place, long records, Answer answer);

    /** Makes what was shown visible. */
    void flush();
}
