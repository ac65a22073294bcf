"""What stands between the site and whoever means it harm, or asks too much: headers, limits, bounds, caching."""
