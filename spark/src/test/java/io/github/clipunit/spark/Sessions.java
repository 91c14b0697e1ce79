package io.github.clipunit.spark;

import org.apache.spark.sql.SparkSession;

/** Sessions as spark-submit would make them, without a user interface. */
final class Sessions {

    private Sessions() {}

    static SparkSession.Builder builder(String master) {
        return SparkSession.builder()
                .master(master)
                .appName("clipunit-spark tests")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", "2")
                .config("spark.sql.extensions", ClipExtensions.class.getName())
                .config("spark.sql.warehouse.dir", "target/warehouse")
                .config(FaultyFileSystem.setting(), FaultyFileSystem.class.getName())
                .config("spark.clipunit.model", "pictogram");
    }

    static SparkSession local() {
        return builder("local[2]").getOrCreate();
    }
}
