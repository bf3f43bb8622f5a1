import os

import pulumi_algorithmia as algorithmia

ssh = "ssh://git@altssh.bitbucket.org:443" if "BENCH_UPDATE" in os.environ else "ssh://git@bitbucket.org"

for index in range(int(os.environ["BENCH_N"])):
    algorithmia.BitbucketCloudScmConfiguration(
        f"bitbucket-{index}",
        consumer_key=f"consumer-key-{index}",
        consumer_secret=f"consumer-secret-{index}",
        name=f"Team {index}",
        urls={"web": "https://bitbucket.org", "api": "https://api.bitbucket.org", "ssh": ssh},
    )
