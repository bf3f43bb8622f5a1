package main

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/pflag"
	"k8s.io/apimachinery/pkg/util/wait"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
	clientcmdapi "k8s.io/client-go/tools/clientcmd/api"
	"k8s.io/client-go/util/keyutil"
	"k8s.io/kubernetes/cmd/kube-apiserver/app"
	"k8s.io/kubernetes/cmd/kube-apiserver/app/options"
	"sigs.k8s.io/yaml"
)

type apiServer struct {
	address string
	token   string
	ca      []byte
	ended   chan error
}

// startAPIServer runs kube-apiserver on a free port of loopback, with an admin's token and a certificate of its own.
func startAPIServer(ctx context.Context, dir string, extra []string) (*apiServer, error) {
	token, err := writeCredentials(dir)
	if err != nil {
		return nil, err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	server := options.NewServerRunOptions()
	server.SecureServing.Listener = listener
	server.SecureServing.BindPort = listener.Addr().(*net.TCPAddr).Port
	flags := pflag.NewFlagSet("kube-apiserver", pflag.ContinueOnError)
	for _, set := range server.Flags().FlagSets {
		flags.AddFlagSet(set)
	}
	if err := flags.Parse(append(flagsFor(dir), extra...)); err != nil {
		return nil, err
	}
	if err := server.GenericServerRunOptions.ComponentGlobalsRegistry.Set(); err != nil {
		return nil, err
	}
	completed, err := server.Complete(ctx)
	if err != nil {
		return nil, err
	}
	if problems := completed.Validate(); len(problems) != 0 {
		return nil, errors.Join(problems...)
	}
	ca, err := os.ReadFile(completed.SecureServing.ServerCert.CertKey.CertFile)
	if err != nil {
		return nil, err
	}
	api := &apiServer{address: fmt.Sprintf("https://%s", listener.Addr()), token: token, ca: ca, ended: make(chan error, 1)}
	go func() { api.ended <- app.Run(context.Background(), completed) }()
	return api, nil
}

func flagsFor(dir string) []string {
	key := filepath.Join(dir, "serviceaccount.key")
	return []string{
		"--etcd-servers=" + etcdAddress,
		"--bind-address=127.0.0.1",
		"--advertise-address=127.0.0.1",
		"--endpoint-reconciler-type=none",
		"--service-cluster-ip-range=10.0.0.0/24",
		"--cert-dir=" + filepath.Join(dir, "certificates"),
		"--authorization-mode=RBAC",
		"--token-auth-file=" + filepath.Join(dir, "tokens.csv"),
		"--service-account-issuer=https://kubernetes.default.svc",
		"--service-account-key-file=" + key,
		"--service-account-signing-key-file=" + key,
		// No controller makes the service accounts that it would ask for.
		"--disable-admission-plugins=ServiceAccount",
	}
}

func writeCredentials(dir string) (token string, err error) {
	random := make([]byte, 24)
	if _, err := rand.Read(random); err != nil {
		return "", err
	}
	token = hex.EncodeToString(random)
	key, err := keyutil.MakeEllipticPrivateKeyPEM()
	if err != nil {
		return "", err
	}
	if err := os.WriteFile(filepath.Join(dir, "serviceaccount.key"), key, 0o600); err != nil {
		return "", err
	}
	return token, os.WriteFile(filepath.Join(dir, "tokens.csv"), []byte(token+",admin,admin,system:masters\n"), 0o600)
}

func (api *apiServer) config() *rest.Config {
	return &rest.Config{
		Host:            api.address,
		BearerToken:     api.token,
		TLSClientConfig: rest.TLSClientConfig{CAData: api.ca},
		QPS:             -1,
	}
}

// writeKubeconfig writes it as JSON, which is YAML too and needs no parser in a test.
func (api *apiServer) writeKubeconfig(path string) (string, error) {
	config := clientcmdapi.NewConfig()
	config.Clusters["test"] = &clientcmdapi.Cluster{Server: api.address, CertificateAuthorityData: api.ca}
	config.AuthInfos["admin"] = &clientcmdapi.AuthInfo{Token: api.token}
	config.Contexts["test"] = &clientcmdapi.Context{Cluster: "test", AuthInfo: "admin"}
	config.CurrentContext = "test"
	text, err := clientcmd.Write(*config)
	if err != nil {
		return "", err
	}
	if text, err = yaml.YAMLToJSON(text); err != nil {
		return "", err
	}
	return path, os.WriteFile(path, text, 0o600)
}

func (api *apiServer) waitUntilReady(ctx context.Context, client kubernetes.Interface) error {
	ready := make(chan error, 1)
	go func() {
		probe := func(ctx context.Context) (bool, error) {
			return client.Discovery().RESTClient().Get().AbsPath("/readyz").Do(ctx).Error() == nil, nil
		}
		ready <- wait.PollUntilContextTimeout(ctx, 50*time.Millisecond, 2*time.Minute, true, probe)
	}()
	select {
	case err := <-api.ended:
		return fmt.Errorf("kube-apiserver ended: %w", err)
	case err := <-ready:
		return err
	}
}
