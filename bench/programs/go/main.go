package main

import (
	"fmt"
	"os"
	"strconv"

	"example.com/pulumi-algorithmia/sdk/go/algorithmia"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		count, err := strconv.Atoi(os.Getenv("BENCH_N"))
		if err != nil {
			return err
		}
		ssh := "ssh://git@bitbucket.org"
		if os.Getenv("BENCH_UPDATE") != "" {
			ssh = "ssh://git@altssh.bitbucket.org:443"
		}
		for index := range count {
			_, err := algorithmia.NewBitbucketCloudScmConfiguration(ctx, fmt.Sprintf("bitbucket-%d", index),
				&algorithmia.BitbucketCloudScmConfigurationArgs{
					ConsumerKey:    pulumi.String(fmt.Sprintf("consumer-key-%d", index)),
					ConsumerSecret: pulumi.String(fmt.Sprintf("consumer-secret-%d", index)),
					Name:           pulumi.String(fmt.Sprintf("Team %d", index)),
					Urls: &algorithmia.ScmUrlsArgs{
						Web: pulumi.String("https://bitbucket.org"),
						Api: pulumi.String("https://api.bitbucket.org"),
						Ssh: pulumi.String(ssh),
					},
				})
			if err != nil {
				return err
			}
		}
		return nil
	})
}
