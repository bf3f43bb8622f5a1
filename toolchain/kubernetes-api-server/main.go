// Command kubernetes-api-server runs a real Kubernetes API server for tests: in one process, on loopback, thrown away
// afterwards. It has etcd within, kube-apiserver, and the two controllers without which deletions never finish. It runs
// no container: there is no scheduler, no kubelet and no other controller.
//
//	kubernetes-api-server -dir DIR [-- FLAG OF KUBE-APISERVER…]
//
// It prints one line of JSON with the path of a kubeconfig once it is ready, and ends on SIGTERM, on SIGINT, or when its
// standard input closes, so that it can't outlive the test that started it.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"k8s.io/client-go/kubernetes"
)

func main() {
	dir := flag.String("dir", "", "an empty or new directory for data, keys and the kubeconfig")
	flag.Parse()
	if *dir == "" {
		fmt.Fprintln(os.Stderr, "kubernetes-api-server: -dir is required")
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		stop()
	}()
	if err := run(ctx, *dir, flag.Args()); err != nil && ctx.Err() == nil {
		fmt.Fprintln(os.Stderr, "kubernetes-api-server:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, dir string, flags []string) error {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	// etcd's sockets are named relative to it: the length of a socket's path is limited.
	if err := os.Chdir(dir); err != nil {
		return err
	}
	etcd, err := startEtcd(ctx, dir)
	if err != nil {
		return err
	}
	defer etcd.Close()
	api, err := startAPIServer(ctx, dir, flags)
	if err != nil {
		return err
	}
	kubeconfig, err := api.writeKubeconfig(filepath.Join(dir, "kubeconfig"))
	if err != nil {
		return err
	}
	client, err := kubernetes.NewForConfig(api.config())
	if err != nil {
		return err
	}
	if err := api.waitUntilReady(ctx, client); err != nil {
		return err
	}
	if err := startControllers(ctx, api.config(), client); err != nil {
		return err
	}
	if err := json.NewEncoder(os.Stdout).Encode(map[string]string{"kubeconfig": kubeconfig}); err != nil {
		return err
	}
	select {
	case err := <-api.ended:
		return fmt.Errorf("kube-apiserver ended: %w", err)
	case <-ctx.Done():
		// The data is thrown away: a graceful stop would only wait for open watches.
		os.Exit(0)
		return nil
	}
}
