"""A partitioned index: articles, matches and claims of a large corpus in Parquet files."""
