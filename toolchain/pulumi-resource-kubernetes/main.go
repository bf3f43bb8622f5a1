// Pulumi's own Kubernetes plugin. Its module carries all but the generated files of its own command, so the command is
// ours. Node programs don't ask a plugin for its schema.
package main

import (
	"github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/provider"
	"github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/version"
)

func main() {
	provider.Serve("kubernetes", version.Version, []byte("{}"), nil)
}
