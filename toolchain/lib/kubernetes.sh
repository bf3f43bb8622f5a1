# Sourced. `use_kubernetes` adds what tests with Kubernetes need to PATH: a Kubernetes API server, and Pulumi's Kubernetes
# plugin.
. "$_toolchain/lib/programs.sh"

use_kubernetes() {
  use_built kubernetes-api-server "the Kubernetes API server" compile_plain
  use_built pulumi-resource-kubernetes "Pulumi's Kubernetes plugin" compile_kubernetes_plugin
}
