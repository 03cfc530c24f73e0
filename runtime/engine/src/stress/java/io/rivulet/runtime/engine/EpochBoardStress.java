package io.rivulet.runtime.engine;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/** However the calls of two workers and of the coordinator interleave, their results are those of some order of whole calls. */
public class EpochBoardStress {

    private final EpochBoard board = new EpochBoard(2, true);

    @Operation(nonParallelGroup = "first worker")
    public boolean handOn(@Param(gen = IntGen.class, conf = "1:3") int part) {
        return board.offer(0, part);
    }

    @Operation(nonParallelGroup = "coordinator")
    public Object take() {
        return board.poll(0);
    }

    @Operation
    public void markRead() {
        board.markRead();
    }

    @Operation(nonParallelGroup = "coordinator")
    public boolean takeRead() {
        return board.takeRead();
    }

    @Operation(nonParallelGroup = "first worker")
    public void markFirstQuiet() {
        board.markQuiet(0);
    }

    @Operation
    public void markSecondQuiet() {
        board.markQuiet(1);
    }

    @Operation(nonParallelGroup = "coordinator")
    public boolean allQuiet() {
        return board.allQuiet();
    }

    @Operation(nonParallelGroup = "coordinator")
    public void complete(@Param(gen = IntGen.class, conf = "1:3") int epoch) {
        board.complete(epoch);
    }

    @Operation
    public long completed() {
        return board.completed();
    }

    @Test
    void allInterleavingsOfAFewCalls() {
        new ModelCheckingOptions()
                .iterations(40)
                .invocationsPerIteration(2_000)
                .threads(3)
                .actorsPerThread(2)
                .check(EpochBoardStress.class);
    }

    @Test
    void callsOfThreadsThatRun() {
        new StressOptions()
                .iterations(20)
                .invocationsPerIteration(2_000)
                .threads(3)
                .actorsPerThread(3)
                .check(EpochBoardStress.class);
    }
}
