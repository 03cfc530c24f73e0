package io.rivulet.commands;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Names what an answer is of, for {@link AnswerSink}.
 *
 * @param grouped whether groups have keys to show
 */
record Places(boolean grouped) {

    /** The whole stream, or all of a group. */
    Map<String, Object> whole(String key) {
        Map<String, Object> place = new LinkedHashMap<>();
        if (grouped) {
            place.put("key", key);
        }
        return place;
    }

    /** A stretch of time. */
    Map<String, Object> times(String key, long startMillis, long endMillis) {
        Map<String, Object> place = whole(key);
        place.put("start", EventTime.format(startMillis));
        place.put("end", EventTime.format(endMillis));
        return place;
    }

    /** Records by their numbers in the stream or group, from 1; both are in. */
    Map<String, Object> numbers(String key, long first, long last) {
        Map<String, Object> place = whole(key);
        place.put("first", first);
        place.put("last", last);
        return place;
    }
}
