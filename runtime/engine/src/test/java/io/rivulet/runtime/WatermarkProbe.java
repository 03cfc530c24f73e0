package io.rivulet.runtime;

import io.rivulet.runtime.dataflow.Port;
import io.rivulet.runtime.dataflow.Template;
import io.rivulet.runtime.dataflow.Transform;
import java.lang.invoke.MethodHandles;
import java.util.List;

/** Hands everything on and writes down the watermarks that pass, of all workers in one list; for jobs that are stepped by hand. */
public final class WatermarkProbe extends Transform<Object, Object> {

    private final List<Long> seen;
    private final Port<Object> out;

    WatermarkProbe(List<Long> seen, Place place) {
        super(place);
        this.seen = seen;
        this.out = place.out();
    }

    public static <T> Stream<T> after(String name, Stream<T> stream, List<Long> seen) {
        return stream.transform(name, template(seen));
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // it gives what it takes
    private static <T> Template<Transform<T, T>> template(List<Long> seen) {
        return Template.of(MethodHandles.lookup(), (Class) WatermarkProbe.class, seen);
    }

    @Override
    public void record(Object record, long timeMillis) {
        out.record(record, timeMillis);
    }

    @Override
    public void watermark(long watermarkMillis) {
        seen.add(watermarkMillis);
        super.watermark(watermarkMillis);
    }
}
