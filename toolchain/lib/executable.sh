# Sourced. `build_executable MAIN FOLDER EXECUTABLE` builds an executable of a JavaScript file and the Node on PATH (Node's
# single executable applications, https://nodejs.org/api/single-executable-applications.html).

# The fuse that Node looks for, from the same page.
_fuse=NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2

build_executable() {
  local main="$1" folder="$2" executable="$3"
  node -e 'const [main, output] = process.argv.slice(1);
    // The same flag as in plugin/pulumi-resource-algorithmia.
    const execArgv = ["--max-semi-space-size=4"];
    console.log(JSON.stringify({ main, output, execArgv, useCodeCache: true, disableExperimentalSEAWarning: true }));' \
    "$main" "$folder/blob" >"$folder/sea.json"
  cp "$(command -v node)" "$executable"
  chmod 755 "$executable"
  # postject prints warnings about sections of any Node.
  {
    node --experimental-sea-config "$folder/sea.json" &&
      node "$_root/node_modules/postject/dist/cli.js" "$executable" NODE_SEA_BLOB "$folder/blob" --sentinel-fuse "$_fuse"
  } >"$folder/log" 2>&1 || {
    cat "$folder/log" >&2
    fail "No executable could be built."
  }
}
