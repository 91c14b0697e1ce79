package io.github.clipunit.spark;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.SortOrder;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.plans.physical.Partitioning;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Passes on the rows of its child unchanged, a few at a time, and announces the pictures of those rows beforehand, so
 * that the functions above it embed them together.
 *
 * @hidden public for Spark, which copies operators by their constructor
 */
public final class ReadAheadExec extends SparkPlan {

    private static final long serialVersionUID = 1L;

    private final Seq<Expression> images;
    private final SparkPlan child;

    ReadAheadExec(List<Expression> images, SparkPlan child) {
        this(CollectionConverters.asScala(images).toSeq(), child);
    }

    /** Called by Spark, which copies operators from the values of {@link #productElement}. */
    public ReadAheadExec(Seq<Expression> images, SparkPlan child) {
        this.images = images;
        this.child = child;
    }

    @Override
    public RDD<InternalRow> doExecute() {
        Seq<Expression> read = images;
        Seq<Attribute> columns = child.output();
        return child.execute()
                .toJavaRDD()
                .mapPartitions(rows -> new Window(rows, UnsafeProjection.create(read, columns), types(read)), true)
                .rdd();
    }

    private static DataType[] types(Seq<Expression> expressions) {
        return CollectionConverters.asJava(expressions).stream()
                .map(Expression::dataType)
                .toArray(DataType[]::new);
    }

    @Override
    public Seq<Attribute> output() {
        return child.output();
    }

    @Override
    public Partitioning outputPartitioning() {
        return child.outputPartitioning();
    }

    @Override
    public Seq<SortOrder> outputOrdering() {
        return child.outputOrdering();
    }

    @Override
    public Seq<SparkPlan> children() {
        return CollectionConverters.asScala(List.of(child)).toSeq();
    }

    @Override
    public SparkPlan withNewChildrenInternal(IndexedSeq<SparkPlan> children) {
        return new ReadAheadExec(images, children.head());
    }

    @Override
    public int productArity() {
        return 2;
    }

    @Override
    public Object productElement(int n) {
        return n == 0 ? images : child;
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof ReadAheadExec;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReadAheadExec that && images.equals(that.images) && child.equals(that.child);
    }

    @Override
    public int hashCode() {
        return 31 * images.hashCode() + child.hashCode();
    }

    /** The rows of a partition. It reads only a few at first, because a LIMIT may need no more, and then more. */
    private static final class Window implements Iterator<InternalRow> {

        private static final int MOST = 128;
        private static final long MOST_BYTES = 64 << 20;

        private final Iterator<InternalRow> rows;
        private final UnsafeProjection projection;
        private final DataType[] types;
        private final Queue<InternalRow> read = new ArrayDeque<>();
        private int size = 4;

        Window(Iterator<InternalRow> rows, UnsafeProjection projection, DataType[] types) {
            this.rows = rows;
            this.projection = projection;
            this.types = types;
        }

        @Override
        public boolean hasNext() {
            return !read.isEmpty() || rows.hasNext();
        }

        @Override
        public InternalRow next() {
            if (read.isEmpty()) {
                readAhead();
            }
            return read.remove();
        }

        private void readAhead() {
            List<Object> images = new ArrayList<>();
            long bytes = 0;
            while (read.size() < size && bytes < MOST_BYTES && rows.hasNext()) {
                InternalRow row = rows.next().copy();
                read.add(row);
                InternalRow values = projection.apply(row);
                for (int i = 0; i < types.length; i++) {
                    if (!values.isNullAt(i)) {
                        Object image = image(values, i);
                        images.add(image);
                        bytes += image instanceof byte[] encoded ? encoded.length : 0;
                    }
                }
            }
            size = Math.min(MOST, 2 * size);
            TaskPictures.current().readAhead(images);
        }

        private Object image(InternalRow values, int i) {
            return types[i].equals(DataTypes.BinaryType)
                    ? values.getBinary(i)
                    : String.valueOf(values.get(i, types[i]));
        }
    }
}
