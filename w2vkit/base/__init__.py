"""What every room uses: errors, messages, options, progress, files and processes."""
