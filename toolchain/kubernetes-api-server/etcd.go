package main

import (
	"context"
	"net/url"
	"path/filepath"

	"go.etcd.io/etcd/server/v3/embed"
)

const etcdAddress = "unix://client.sock:0"

// startEtcd runs etcd on unix sockets, so that nobody but the directory's owner reaches it, and without fsync, since
// nothing has to survive.
func startEtcd(ctx context.Context, dir string) (*embed.Etcd, error) {
	config := embed.NewConfig()
	config.Dir = filepath.Join(dir, "etcd")
	config.UnsafeNoFsync = true
	config.LogLevel = "error"
	peer := []url.URL{{Scheme: "unix", Host: "peer.sock:0"}}
	client := []url.URL{{Scheme: "unix", Host: "client.sock:0"}}
	config.ListenPeerUrls, config.AdvertisePeerUrls = peer, peer
	config.ListenClientUrls, config.AdvertiseClientUrls = client, client
	config.InitialCluster = config.InitialClusterFromName(config.Name)
	etcd, err := embed.StartEtcd(config)
	if err != nil {
		return nil, err
	}
	select {
	case <-etcd.Server.ReadyNotify():
		return etcd, nil
	case err := <-etcd.Err():
		return nil, err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
