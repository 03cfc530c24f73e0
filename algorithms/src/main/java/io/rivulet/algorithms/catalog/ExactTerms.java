package io.rivulet.algorithms.catalog;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** In which texts each word comes, and when these came. */
final class ExactTerms implements Exact<String> {

    private static final int ROWS = 20;

    private final double halfLifeMillis;
    private final Map<String, List<Long>> times = new HashMap<>();
    private final List<Long> texts = new ArrayList<>();

    private ExactTerms(Duration halfLife) {
        this.halfLifeMillis = halfLife.toMillis();
    }

    static Yardstick<String> yardstick(Duration halfLife) {
        return new Yardstick<>(
                "Which words come in most texts, where a text of " + halfLife + " ago counts half?",
                "largest error of the inverse document frequency of the first " + ROWS
                        + ", word by word and rank by rank",
                () -> new ExactTerms(halfLife));
    }

    @Override
    public void update(String text, long timeMillis) {
        texts.add(timeMillis);
        new HashSet<>(List.of(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{Nd}]+", -1)))
                .stream().filter(word -> word.matches(".*\\p{L}.*")).forEach(word -> times.computeIfAbsent(
                                word, w -> new ArrayList<>())
                        .add(timeMillis));
    }

    private double idf(String word, long nowMillis) {
        return Math.log((decayed(texts, nowMillis) + 1) / (decayed(times.getOrDefault(word, List.of()), nowMillis) + 1))
                + 1;
    }

    private double decayed(List<Long> times, long nowMillis) {
        double sum = 0;
        for (long time : times) {
            sum += Math.pow(0.5, (nowMillis - time) / halfLifeMillis);
        }
        return sum;
    }

    @Override
    public Answer answer(long nowMillis) {
        return Answer.table(times.keySet().stream()
                .map(word -> Answer.row("term", word, "idf", idf(word, nowMillis)))
                .sorted(Comparator.comparingDouble(row -> (Double) row.get("idf")))
                .limit(ROWS)
                .toList());
    }

    @Override
    public double error(Answer answer, long nowMillis) {
        List<Map<String, Object>> exact = answer(nowMillis).rows();
        List<Map<String, Object>> rows = answer.rows();
        double worst = rows.size() == exact.size() ? 0 : Double.NaN;
        for (int i = 0; i < Math.min(rows.size(), exact.size()); i++) {
            double idf = (Double) rows.get(i).get("idf");
            worst = Math.max(worst, Math.abs(idf - (Double) exact.get(i).get("idf")));
            worst = Math.max(worst, Math.abs(idf - idf((String) rows.get(i).get("term"), nowMillis)));
        }
        return worst;
    }
}
